package dev.latchkey.core.policy;

import java.time.Instant;

/**
 * The port to the durable counters of failed attempts: a row for each subject, shared by all
 * processes on a store. A subject is a keyed digest, never a name. Every change is one atomic
 * statement, so parallel guesses cannot beat a counter.
 */
public interface Lockouts {
  /**
   * Counts one more attempt as failed, before it is judged. An attempt beyond the bound is refused:
   * it is not counted as a failure, and costs the same write.
   *
   * <p>Failures are counted from the first one for as long as the rule's window; the one that
   * reaches the bound begins a lock, whose end begins a new count. A clock that was set back
   * lengthens neither beyond its length counted from the next attempt.
   *
   * @param subject whose counter
   * @param rule the bounds
   * @param at when
   * @return whether the attempt may be judged
   */
  Reservation reserve(String subject, LockoutRule rule, Instant at);

  /**
   * Takes one reservation back, because its attempt was not carried out. A lock that it began ends.
   *
   * @param subject whose counter
   */
  void giveBack(String subject);

  /**
   * Forgets a counter, and the lock with it.
   *
   * @param subject whose
   */
  void clear(String subject);

  /**
   * Marks a lock as told to its owner.
   *
   * @param subject whose
   * @return false if there is none, or it was marked before
   */
  boolean tell(String subject);

  /**
   * Removes counters that no longer say anything.
   *
   * @param rule the bounds
   * @param at when
   * @param limit how many to remove at most
   * @return how many were removed
   */
  int forget(LockoutRule rule, Instant at, int limit);

  /**
   * What a counter says.
   *
   * @param failures the attempts counted, with this one if it may be judged
   * @param isJudged whether the attempt may be judged
   * @param lockedUntil when the lock ends; the epoch if there is none
   * @param isTold whether the lock is marked as told to its owner
   */
  record Reservation(int failures, boolean isJudged, Instant lockedUntil, boolean isTold) {
    /**
     * Says whether this attempt began a lock, or met one.
     *
     * @return whether there is one
     */
    public boolean isLocked() {
      return lockedUntil.isAfter(Instant.EPOCH);
    }
  }
}
