package dev.latchkey.core.token;

import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.core.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What kind of session a sign-in opens; named by the endpoint.
 *
 * @param contract the contract that will speak for it
 * @param clientId the registered client; null where the contract knows none
 * @param key null for a fresh session each time; else the session is the only live one of its
 *     account, contract and key, and is handed out again while it lives
 * @param isNumbered whether it gets a device number
 * @param device what the client says of itself
 * @param tokens which tokens it gets
 * @param lifetime how long it lives
 */
public record SessionPlan(
    String contract,
    @Nullable String clientId,
    @Nullable String key,
    boolean isNumbered,
    Device device,
    List<Order> tokens,
    Lifetime lifetime) {

  /**
   * Plans a fresh session at each sign-in.
   *
   * @param contract the contract
   * @param form the form of its one token
   * @param lifetime how long it lives
   * @return the plan
   */
  public static SessionPlan fresh(String contract, TokenForm form, Lifetime lifetime) {
    return new SessionPlan(
        contract, null, null, false, Device.UNKNOWN, List.of(new Order(form, null)), lifetime);
  }

  /**
   * Plans one session for each account.
   *
   * @param contract the contract
   * @param form the form of its one token, handed out again
   * @param lifetime how long it lives
   * @return the plan
   */
  public static SessionPlan onePerAccount(String contract, TokenForm form, Lifetime lifetime) {
    return new SessionPlan(
        contract, null, "", false, Device.UNKNOWN, List.of(new Order(form, null)), lifetime);
  }

  /**
   * Adds the client.
   *
   * @param id its id
   * @return the changed plan
   */
  public SessionPlan withClient(String id) {
    return new SessionPlan(contract, id, key, isNumbered, device, tokens, lifetime);
  }

  /**
   * A token that the session gets.
   *
   * @param form its form
   * @param lifetime how long it lives; null for as long as its session
   */
  public record Order(TokenForm form, @Nullable Duration lifetime) {
    /**
     * Says when a token that is made now expires: no later than its session.
     *
     * @param session whose token
     * @param now the present moment
     * @return the moment; null if it expires with its session only
     */
    @Nullable Instant expiry(Session session, Instant now) {
      if (lifetime == null) {
        return null;
      }
      Instant own = now.plus(lifetime);
      Instant last = session.expiresAt();
      return last == null || own.isBefore(last) ? own : last;
    }
  }
}
