package dev.latchkey.feature.mail;

import dev.latchkey.core.letter.Letter;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Language;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The port to stored letters, a queue that many processes may work on: a letter that is taken stays
 * hidden from others until its lease is over, and only its holder can say what became of it.
 */
public interface Outbox {
  /**
   * Keeps a letter, in the transaction of the calling thread.
   *
   * @param entry the letter; its number is ignored and given by the store
   */
  void insert(Entry entry);

  /**
   * Lists letters, oldest first.
   *
   * @param after only numbers beyond this one; 0 for the first page
   * @param limit at most so many
   * @return the page
   */
  List<Entry> list(long after, int limit);

  /**
   * Lists letters, newest first.
   *
   * @param limit at most so many
   * @return the newest
   */
  List<Entry> newest(int limit);

  /**
   * Finds a letter.
   *
   * @param id its number
   * @return the letter, if it exists
   */
  Optional<Entry> find(long id);

  /**
   * Takes the letter that has been due for the longest time, and counts the attempt, as one that
   * may have delivered it until its holder says otherwise. Of many parallel calls each letter goes
   * to one.
   *
   * @param holder names the taker; never used for another taking
   * @param now letters that are due at this moment
   * @param until when it is due again, unless its holder says what became of it before
   * @return the letter as it is now; empty if none is due
   */
  Optional<Entry> take(String holder, Instant now, Instant until);

  /**
   * Ends the way of a letter. Its link is blanked, unless it was given up, so that it can be tried
   * again by hand.
   *
   * @param id its number
   * @param holder who took it
   * @param status what became of it; not waiting
   * @param problem what went wrong; null if nothing did
   * @param at when
   * @return false if the holder holds it no more
   */
  boolean settle(long id, String holder, Status status, @Nullable String problem, Instant at);

  /**
   * Puts a letter back.
   *
   * @param id its number
   * @param holder who took it
   * @param next when it is due again
   * @param problem what went wrong
   * @param mayHaveArrived whether this attempt may have delivered it
   * @return false if the holder holds it no more
   */
  boolean postpone(long id, String holder, Instant next, String problem, boolean mayHaveArrived);

  /**
   * Makes a letter that was given up, or that waits for its next attempt, due at once. Attempts are
   * counted from none again.
   *
   * @param id its number
   * @param at from when on it is due
   * @return false if there is no such letter, or it is being sent right now, was sent or dropped
   */
  boolean retry(long id, Instant at);

  /**
   * Drops waiting letters whose link has expired, and blanks the expired links of all others.
   *
   * @param now links that expired until this moment
   * @param problem what is said of letters that are dropped
   * @param limit at most so many letters
   * @return how many letters were changed
   */
  int expire(Instant now, String problem, int limit);

  /**
   * Gives up waiting letters that nobody holds.
   *
   * @param before those that were kept before this moment
   * @param now when
   * @param problem what is said of those of which no problem is known
   * @param limit at most so many
   * @return how many were given up
   */
  int giveUp(Instant before, Instant now, String problem, int limit);

  /**
   * Removes letters whose way has ended.
   *
   * @param before those that ended before this moment
   * @param limit at most so many
   * @return how many were removed
   */
  int remove(Instant before, int limit);

  /**
   * Says how many letters wait.
   *
   * @return the depth of the queue
   */
  Depth depth();

  /**
   * How many letters wait.
   *
   * @param waiting how many, with those that are being sent right now
   * @param oldest when the oldest of them was kept; null if none waits
   */
  record Depth(long waiting, @Nullable Instant oldest) {}

  /** What became of a letter. */
  enum Status {
    /** It waits, or is being sent. */
    WAITING,
    /** The mail server took it. */
    SENT,
    /** It was not worth sending any more: its link is dead. */
    DROPPED,
    /** It could not be sent. */
    GIVEN_UP
  }

  /**
   * A stored letter.
   *
   * @param id its number; 0 for one that is yet to be stored
   * @param kind what it says
   * @param account to whom
   * @param address to which address
   * @param language in which language; null for the usual one
   * @param facts what it tells beside
   * @param sealedSecret what its link carries, under the master key, base64; null for letters
   *     without a link, and once it was blanked
   * @param place the place that the secret is bound to; random, and so the letter's name outside
   * @param createdAt when it was kept
   * @param expiresAt when its link expires; null for letters without a link
   * @param status what became of it
   * @param nextAt when it is due, or due again
   * @param attempts how often it was tried, with the attempt that goes on
   * @param doubts how many attempts may have delivered it, with the one that goes on
   * @param problem what went wrong last, without secrets; null if nothing did
   * @param settledAt when its way ended; null while it waits
   */
  record Entry(
      long id,
      Letter.Kind kind,
      AccountId account,
      String address,
      @Nullable Language language,
      Map<Letter.Fact, String> facts,
      @Nullable String sealedSecret,
      String place,
      Instant createdAt,
      @Nullable Instant expiresAt,
      Status status,
      Instant nextAt,
      int attempts,
      int doubts,
      @Nullable String problem,
      @Nullable Instant settledAt) {
    /** Copies the facts. */
    public Entry {
      facts = Map.copyOf(facts);
    }

    /**
     * Makes one that is yet to be stored, and due at once.
     *
     * @param letter what it says, to whom
     * @param sealedSecret what its link carries, sealed; null for none
     * @param place the place that the secret is bound to
     * @param createdAt when
     * @param expiresAt when its link expires; null for none
     * @return the letter as it waits
     */
    public static Entry waiting(
        Letter letter,
        @Nullable String sealedSecret,
        String place,
        Instant createdAt,
        @Nullable Instant expiresAt) {
      return new Entry(
          0,
          letter.kind(),
          letter.account(),
          letter.address(),
          letter.language(),
          letter.facts(),
          sealedSecret,
          place,
          createdAt,
          expiresAt,
          Status.WAITING,
          createdAt,
          0,
          0,
          null,
          null);
    }
  }
}
