package dev.latchkey.core.challenge;

import dev.latchkey.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;

/** The port to stored challenges. */
public interface Challenges {
  /**
   * Keeps a new challenge.
   *
   * @param challenge the challenge
   */
  void insert(Challenge challenge);

  /**
   * Finds a challenge, used or not.
   *
   * @param id its number
   * @return the challenge, if it exists
   */
  Optional<Challenge> find(long id);

  /**
   * Uses a challenge up, once: a conditional change that counts its rows.
   *
   * @param id its number
   * @param at when
   * @return false if it was used or cancelled already
   */
  boolean use(long id, Instant at);

  /**
   * Uses up all challenges of an account, so that none of its mailed links works any more.
   *
   * @param account whose
   * @param purpose of which purpose
   * @param at when
   */
  void cancelAll(AccountId account, Purpose purpose, Instant at);

  /**
   * Uses up those challenges of an account that were mailed to addresses nobody had proven.
   *
   * @param account whose
   * @param purpose of which purpose
   * @param at when
   */
  void cancelUnproven(AccountId account, Purpose purpose, Instant at);

  /**
   * Uses up the challenges of an account that were made after a moment.
   *
   * @param account whose
   * @param purpose of which purpose
   * @param madeAfter only later ones
   * @param at when
   */
  void cancelLater(AccountId account, Purpose purpose, Instant madeAfter, Instant at);

  /**
   * Tells when the newest challenge was made, used or not.
   *
   * @param account whose
   * @param purpose of which purpose
   * @return the moment; empty if there was none
   */
  Optional<Instant> newest(AccountId account, Purpose purpose);

  /**
   * Removes challenges, used or not.
   *
   * @param before those that expired earlier
   * @param limit how many to remove at most
   * @return how many were removed; fewer than the limit if there are no more
   */
  int forget(Instant before, int limit);
}
