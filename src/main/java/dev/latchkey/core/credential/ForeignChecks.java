package dev.latchkey.core.credential;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The port to the computation of hashes that {@link ForeignHashes} let in and that are kept until
 * their owners sign in.
 */
public interface ForeignChecks {
  /** Knows none. */
  ForeignChecks NONE =
      new ForeignChecks() {
        @Override
        public Optional<Check> find(String stored) {
          return Optional.empty();
        }

        @Override
        public boolean isSwitchedOff(String stored) {
          return false;
        }
      };

  /**
   * Finds out how a stored hash is computed. Cheap, and never throws, whatever the text.
   *
   * @param stored the text from {@link Credentials}
   * @return the computation; empty if the text is none of these, names a cost that is not bearable,
   *     or is of a family that is switched off
   */
  Optional<Check> find(String stored);

  /**
   * Says whether a hash is of a family that is switched off by now.
   *
   * @param stored the text from {@link Credentials}
   * @return true from the date on that the settings name
   */
  boolean isSwitchedOff(String stored);

  /**
   * How one stored hash is judged.
   *
   * @param kind its family and cost, which many hashes share
   * @param work what the computation takes, roughly
   * @param computation what is computed of a password
   * @param expected what comes out for the right one; nothing if it is wrapped
   * @param wrapped the Argon2 hash of the base64 text of what comes out, in PHC string format; null
   *     if it is not wrapped
   */
  record Check(
      String kind,
      Duration work,
      Computation computation,
      byte[] expected,
      @Nullable String wrapped) {
    /** Does not show the hash. */
    @Override
    public String toString() {
      return "Check[" + kind + "]";
    }
  }

  /** Slow work, to be done by a thread that hashes. */
  @FunctionalInterface
  interface Computation {
    /**
     * Computes.
     *
     * @param password the password in UTF-8
     * @return what the other system kept of it
     * @throws HasherBusy if there was no memory for it
     */
    byte[] of(byte[] password) throws HasherBusy;
  }
}
