package dev.latchkey.core.session;

import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.SessionId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One signed-in client of one account, as its row stood when it was read.
 *
 * @param id its number
 * @param account whose
 * @param contract the contract it speaks
 * @param clientId the registered client it belongs to; null where the contract knows none
 * @param planKey what makes it the only live one of its account and contract; null if it need not
 *     be
 * @param deviceNumber the 32-bit number that {@code device-sessions} tokens carry; null elsewhere
 * @param device what the client says of itself
 * @param address from where it was last opened or handed out
 * @param agent what the caller called itself then
 * @param createdAt when it was opened
 * @param signedInAt when somebody last signed in to it
 * @param lastSeenAt when it was last checked, a few seconds late
 * @param idleLifetime how long it may go unused; null for ever
 * @param expiresAt when it ends at the latest; null for never
 * @param endedAt when it was ended; null while it was not
 */
public record Session(
    SessionId id,
    AccountId account,
    String contract,
    @Nullable String clientId,
    @Nullable String planKey,
    @Nullable Integer deviceNumber,
    Device device,
    String address,
    @Nullable String agent,
    Instant createdAt,
    Instant signedInAt,
    Instant lastSeenAt,
    @Nullable Duration idleLifetime,
    @Nullable Instant expiresAt,
    @Nullable Instant endedAt) {

  /**
   * Brings the moment of last use up to date.
   *
   * @param at when it was seen; an earlier moment than the known one changes nothing
   * @return the session, as it would stand in the store
   */
  public Session seen(Instant at) {
    return at.isAfter(lastSeenAt)
        ? new Session(
            id,
            account,
            contract,
            clientId,
            planKey,
            deviceNumber,
            device,
            address,
            agent,
            createdAt,
            signedInAt,
            at,
            idleLifetime,
            expiresAt,
            endedAt)
        : this;
  }

  /**
   * Says whether its time is over, ended or not.
   *
   * @param now the present moment
   * @return true from the very moment at which it expires
   */
  public boolean isExpired(Instant now) {
    boolean over = expiresAt != null && !now.isBefore(expiresAt);
    return over || (idleLifetime != null && !now.isBefore(lastSeenAt.plus(idleLifetime)));
  }

  /**
   * Says whether its time would be over under a policy that is shorter than the one it was opened
   * under.
   *
   * @param now the present moment
   * @param policy how long it may live by today's settings
   * @return true from the very moment at which it would expire
   */
  public boolean isExpired(Instant now, Lifetime policy) {
    boolean idle = policy.idle() != null && !now.isBefore(lastSeenAt.plus(policy.idle()));
    boolean over = policy.absolute() != null && !now.isBefore(createdAt.plus(policy.absolute()));
    return idle || over || isExpired(now);
  }

  /**
   * Says whether it counts as signed in.
   *
   * @param now the present moment
   * @return true if it is neither ended nor expired
   */
  public boolean isLive(Instant now) {
    return endedAt == null && !isExpired(now);
  }
}
