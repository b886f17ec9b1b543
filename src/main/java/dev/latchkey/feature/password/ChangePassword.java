package dev.latchkey.feature.password;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.closing.EndSessions;
import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.credential.FlagPassword;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.credential.OwnWords;
import dev.latchkey.core.credential.PasswordHasher;
import dev.latchkey.core.credential.PasswordPolicy;
import dev.latchkey.core.credential.PlaceInLine;
import dev.latchkey.core.credential.Weakness;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.core.policy.Guesses;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.signin.LockNotice;
import dev.latchkey.core.signin.RenewSession;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes the password of the account that is signed in, and ends all its other sessions. A letter
 * tells its owner.
 */
public final class ChangePassword {
  private final Accounts accounts;
  private final Credentials credentials;
  private final PasswordHasher hasher;
  private final PasswordPolicy policy;
  private final FlagPassword flagPassword;
  private final Guesses guesses;
  private final LockNotice lockNotice;
  private final EndSessions endSessions;
  private final RenewSession renewSession;
  private final Letters letters;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param credentials stored password hashes
   * @param hasher hashes and verifies
   * @param policy which passwords may be set
   * @param flagPassword marks weak ones
   * @param guesses bounds guessing at the present password
   * @param lockNotice tells owners of locks
   * @param endSessions ends the other sessions
   * @param renewSession replaces the asking session, where its contract promises a new token
   * @param letters takes the notice to the owner
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public ChangePassword(
      Accounts accounts,
      Credentials credentials,
      PasswordHasher hasher,
      PasswordPolicy policy,
      FlagPassword flagPassword,
      Guesses guesses,
      LockNotice lockNotice,
      EndSessions endSessions,
      RenewSession renewSession,
      Letters letters,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.hasher = hasher;
    this.policy = policy;
    this.flagPassword = flagPassword;
    this.guesses = guesses;
    this.lockNotice = lockNotice;
    this.endSessions = endSessions;
    this.renewSession = renewSession;
    this.letters = letters;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Changes the password.
   *
   * @param request who, from what, to what
   * @return changed, or why not; nothing is half-done
   */
  public Outcome change(Request request) {
    Account account = request.account();
    Optional<Weakness> refusal =
        policy.refusal(account.realm(), request.wanted(), OwnWords.of(account));
    if (refusal.isPresent()) {
      return new Outcome.Weak(refusal.get());
    }
    Optional<String> present = credentials.passwordHash(account.id());
    String hash;
    try {
      if (request.present() != null) {
        Optional<Outcome> refused = judge(request, request.present(), present);
        if (refused.isPresent()) {
          return refused.get();
        }
      }
      if (request.refuseSame()
          && present.isPresent()
          && hasher.verify(request.wanted(), present.get())) {
        return new Outcome.Same();
      }
      hash = hasher.hash(request.wanted());
    } catch (HasherBusy busy) {
      return new Outcome.Overloaded(busy.retryAfter());
    }
    return transactions.call(() -> keep(request, present, hash));
  }

  /** Counts the attempt like any other at this password, so that no session buys more guesses. */
  private Optional<Outcome> judge(Request request, Password shown, Optional<String> present)
      throws HasherBusy {
    AccountId account = request.account().id();
    Origin origin = request.origin();
    return switch (guesses.admit(account, "", origin.address(), null)) {
      case Guesses.Admission.Spent spent -> Optional.of(new Outcome.Throttled(spent.retryAfter()));
      case Guesses.Admission.Admitted admitted ->
          judge(request, shown, present, admitted.attempt());
    };
  }

  private Optional<Outcome> judge(
      Request request, Password shown, Optional<String> present, Guesses.Attempt attempt)
      throws HasherBusy {
    boolean matches = false;
    try (PlaceInLine _ = hasher.takePlace()) {
      if (attempt.reserve() && present.isPresent()) {
        matches = hasher.verify(shown, present.get());
      } else {
        hasher.decoy(shown);
      }
    } catch (HasherBusy busy) {
      attempt.giveBack();
      throw busy;
    }
    if (!matches) {
      lockNotice.tell(request.account(), attempt, request.session().contract(), request.origin());
      return Optional.of(new Outcome.WrongPresent());
    }
    attempt.giveBack();
    return Optional.empty();
  }

  private Outcome keep(Request request, Optional<String> judged, String hash) {
    Account account = request.account();
    accounts.lock(account.id());
    // Hashing took its time: the password or the session may be another's by now.
    if (request.present() != null && !credentials.passwordHash(account.id()).equals(judged)) {
      return new Outcome.WrongPresent();
    }
    OpenedSession renewed = null;
    if (request.renewal() != null) {
      Optional<OpenedSession> successor =
          renewSession.renew(account, request.session().id(), request.renewal(), request.origin());
      if (successor.isEmpty()) {
        return new Outcome.SessionEnded();
      }
      renewed = successor.get();
    }
    SessionId staying = renewed == null ? request.session().id() : renewed.session().id();
    if (endSessions.endOthers(account.id(), staying, request.origin()).isEmpty()) {
      return new Outcome.SessionEnded();
    }
    credentials.setPasswordHash(account.id(), hash, time.now());
    flagPassword.flag(
        account, request.wanted(), hash, request.session().contract(), request.origin());
    events.append(
        new Event(
            Event.Kind.PASSWORD_CHANGED,
            account.id(),
            request.session().id(),
            request.session().contract(),
            request.origin(),
            time.now()));
    tell(account.id(), request.origin());
    return new Outcome.Changed(renewed);
  }

  /**
   * Writes to the address as it is stored now; the account was read when the session was checked.
   */
  private void tell(AccountId id, Origin origin) {
    accounts
        .find(id)
        .filter(Account::isMailable)
        .ifPresent(
            account ->
                letters.enqueue(
                    Letter.to(account, Letter.Kind.PASSWORD_CHANGED)
                        .withOrigin(origin, time.now())));
  }

  /**
   * A change of password.
   *
   * @param account whose; it was checked through the session
   * @param session the session that asks; it stays, unless it is renewed
   * @param present the present password; null where the contract does not ask for it
   * @param wanted the new one; the contract has judged its length
   * @param refuseSame whether the new one must differ from the present one
   * @param renewal the plan of a session to replace the asking one; null to keep that
   * @param origin from where
   */
  public record Request(
      Account account,
      Session session,
      @Nullable Password present,
      Password wanted,
      boolean refuseSame,
      @Nullable SessionPlan renewal,
      Origin origin) {}

  /** What a change comes to. */
  public sealed interface Outcome {
    /**
     * Changed.
     *
     * @param renewed the session that replaced the asking one; null if none was planned
     */
    record Changed(@Nullable OpenedSession renewed) implements Outcome {}

    /** The present password is another one. */
    record WrongPresent() implements Outcome {}

    /** The new password is the present one, and that was not wanted. */
    record Same() implements Outcome {}

    /**
     * The new password is weak, and its realm refuses that.
     *
     * @param weakness why
     */
    record Weak(Weakness weakness) implements Outcome {}

    /** The asking session was ended meanwhile. */
    record SessionEnded() implements Outcome {}

    /**
     * A budget is spent.
     *
     * @param retryAfter when to try again
     */
    record Throttled(Duration retryAfter) implements Outcome {}

    /**
     * There is no capacity to hash.
     *
     * @param retryAfter when to try again
     */
    record Overloaded(Duration retryAfter) implements Outcome {}
  }
}
