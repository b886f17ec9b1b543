package dev.latchkey.core.credential;

import dev.latchkey.kernel.Password;
import org.jspecify.annotations.Nullable;

/**
 * The port to slow password hashing. Work waits in a queue of bounded length; an entry that waited
 * too long is dropped unhashed. Never call it inside a transaction.
 */
public interface PasswordHasher {
  /**
   * Hashes at today's cost.
   *
   * @param password the password
   * @return the encoded hash, in PHC string format
   * @throws HasherBusy if the queue is full or the wait was too long
   */
  String hash(Password password) throws HasherBusy;

  /**
   * Verifies at the cost that the hash names, also hashes from elsewhere. A hash of unknown form or
   * absurd cost, or of a family that is switched off, is refused without work beyond that of {@link
   * #decoy}.
   *
   * @param password the password
   * @param encoded the hash
   * @return whether they match
   * @throws HasherBusy if the queue is full or the wait was too long
   */
  boolean verify(Password password, String encoded) throws HasherBusy;

  /**
   * Judges a guess at sign-in: verifies, or does the work for nobody. A no takes the same time
   * whichever it was, whatever the hash costs, as long as hashes of that cost have been seen.
   *
   * @param password the password
   * @param encoded the hash; null for nobody's
   * @return whether they match
   * @throws HasherBusy if the queue is full or the wait was too long
   */
  boolean judge(Password password, @Nullable String encoded) throws HasherBusy;

  /**
   * Does the work of one verification for nobody, so that an unknown name costs what a known one
   * does.
   *
   * @param password the password
   * @throws HasherBusy if the queue is full or the wait was too long
   */
  void decoy(Password password) throws HasherBusy;

  /**
   * Takes a place in the queue beforehand, so that a refusal under a flood costs next to nothing
   * and whoever is let in is served. The next hash of this thread takes it up.
   *
   * @return the place, to be closed by this thread
   * @throws HasherBusy if the queue is full
   */
  PlaceInLine takePlace() throws HasherBusy;

  /**
   * Says whether a verified hash should be replaced.
   *
   * @param encoded the hash
   * @return true if it is weaker than today's cost, or no Argon2id hash at all
   */
  boolean isOutdated(String encoded);

  /**
   * Says whether a hash is of Argon2, well-formed and of bearable cost.
   *
   * @param encoded the hash
   * @return false if {@link #verify} would refuse it unseen
   */
  boolean isReadable(String encoded);
}
