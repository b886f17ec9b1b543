package dev.latchkey.core.token;

import dev.latchkey.core.session.LastSeen;
import dev.latchkey.kernel.Reason;
import dev.latchkey.kernel.Time;
import java.util.Optional;

/** Checks a session by a token: the hot path of the server. */
public final class SessionCheck {
  private final TokenLookups lookups;
  private final LastSeen lastSeen;
  private final Time time;

  /**
   * Makes one.
   *
   * @param lookups finds tokens, by way of a cache
   * @param lastSeen collects when sessions were seen
   * @param time the clock
   */
  public SessionCheck(TokenLookups lookups, LastSeen lastSeen, Time time) {
    this.lookups = lookups;
    this.lastSeen = lastSeen;
    this.time = time;
  }

  /**
   * Checks a token. The caller has verified any signature first.
   *
   * @param kind the only kind that will do
   * @param lookup its look-up form
   * @return live, or why not
   * @throws dev.latchkey.kernel.StoreUnavailable if that cannot be known now
   */
  public Outcome check(String kind, String lookup) {
    Optional<FoundToken> found = lookups.find(kind, lookup);
    if (found.isEmpty()) {
      return new Outcome.Refused(Reason.FORGED_TOKEN);
    }
    Optional<Reason> refusal = found.get().refusal(time.now());
    if (refusal.equals(Optional.of(Reason.EXPIRED_TOKEN))) {
      // What was read knows the last use as it was written; a use since then counts, too.
      refusal = upToDate(found.get()).refusal(time.now());
    }
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    lastSeen.note(found.get().session());
    return new Outcome.Live(found.get());
  }

  private FoundToken upToDate(FoundToken found) {
    return new FoundToken(found.token(), lastSeen.latest(found.session()), found.account());
  }

  /** What a check says. */
  public sealed interface Outcome {
    /**
     * Signed in.
     *
     * @param found the token, its session and its account
     */
    record Live(FoundToken found) implements Outcome {}

    /**
     * Not signed in.
     *
     * @param reason why, for the log and for contracts that tell reasons apart
     */
    record Refused(Reason reason) implements Outcome {}
  }
}
