package dev.latchkey.core.session;

import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The port to stored sessions. An ended row is never revived. Reads see the transaction of the
 * calling thread. Every ending is announced to {@link Changes} after commit, and appears in {@link
 * #endedSince}, by whoever implements this.
 */
public interface Sessions {
  /**
   * Keeps a new session. If a session of the same account, contract and plan key has not ended, the
   * implementation throws {@link dev.latchkey.kernel.ConcurrentChange}, so that the transaction
   * starts again.
   *
   * @param session the session
   */
  void insert(Session session);

  /**
   * Draws the next device number.
   *
   * @return a 32-bit number from 1 upwards that was never drawn before
   */
  int nextDeviceNumber();

  /**
   * Finds a session, ended or not.
   *
   * @param id its number
   * @return the session, if it exists
   */
  Optional<Session> find(SessionId id);

  /**
   * Finds the session that a plan key stands for, if it has not ended; it may have expired.
   *
   * @param account whose
   * @param contract of which contract
   * @param planKey the key
   * @return the session, if it exists
   */
  Optional<Session> findPlanned(AccountId account, String contract, String planKey);

  /**
   * Notes that somebody signed in to an existing session again.
   *
   * @param id its number
   * @param device what the client says now
   * @param origin from where
   * @param at when; becomes the moment it was last seen, too
   * @return false if it has ended
   */
  boolean signInAgain(SessionId id, Device device, Origin origin, Instant at);

  /**
   * Ends a session.
   *
   * @param id its number
   * @param at when
   * @return false if there is none or it has ended already
   */
  boolean end(SessionId id, Instant at);

  /**
   * Ends all sessions of an account, but for one.
   *
   * @param account whose
   * @param except the one to keep; null for none
   * @param at when
   * @return the numbers of those that were ended
   */
  List<SessionId> endAll(AccountId account, @Nullable SessionId except, Instant at);

  /**
   * Ends all sessions of a client.
   *
   * @param clientId the client
   * @param at when
   * @return how many were ended
   */
  int endAllOfClient(String clientId, Instant at);

  /**
   * Ends sessions of a contract, some at a time, so that other work gets its turn between.
   *
   * @param contract the contract
   * @param limit how many to end at most
   * @param at when
   * @return how many were ended; fewer than the limit if there are no more
   */
  int endSomeOf(String contract, int limit, Instant at);

  /**
   * Counts the live sessions of a contract. Reads all of them: nothing to ask at each request.
   *
   * @param contract the contract
   * @param openedBefore only those that were opened earlier
   * @param now the present moment
   * @return how many have neither ended nor expired
   */
  long countLive(String contract, Instant openedBefore, Instant now);

  /**
   * Lists the sessions of an account that have not ended, newest sign-in first; some may have
   * expired.
   *
   * @param account whose
   * @return the sessions
   */
  List<Session> of(AccountId account);

  /**
   * Reads the feed of ended sessions, for the other processes on the same store.
   *
   * @param since the earliest moment of interest
   * @return those ended then or later, also of accounts that are gone
   */
  List<Ended> endedSince(Instant since);

  /**
   * Notes when sessions were last seen. Moments never go backwards; unknown and ended ones are
   * passed over.
   *
   * @param moments the latest moment of each
   */
  void seen(Map<SessionId, Instant> moments);

  /**
   * Removes sessions that were over before a moment, ended or expired, with their tokens. One that
   * is used meanwhile stays.
   *
   * @param before those that were over earlier; one without an end is never over
   * @param limit how many to remove at most
   * @return how many were removed; fewer than the limit if there are no more
   */
  int forget(Instant before, int limit);

  /**
   * Removes old entries of the feed.
   *
   * @param before those that ended earlier
   * @param limit how many to remove at most
   * @return how many were removed; fewer than the limit if there are no more
   */
  int forgetEndings(Instant before, int limit);

  /**
   * An entry of the feed.
   *
   * @param session what ended
   * @param account whose it was
   * @param at when
   */
  record Ended(SessionId session, AccountId account, Instant at) {}
}
