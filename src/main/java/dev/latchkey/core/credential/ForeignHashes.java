package dev.latchkey.core.credential;

import java.util.List;
import java.util.Map;

/**
 * The port that reads the hash of a password as another system kept it, so that its owner signs in
 * here with the password he has. Nothing is read that this server could not verify at a bearable
 * cost. Safe for use by many threads.
 */
public interface ForeignHashes {
  /**
   * Reads a hash. A digest that is quick to guess at is wrapped in Argon2id, which costs one full
   * hash and waits for its turn among all others.
   *
   * @param hash as exported
   * @return what is to be kept here, or why it cannot be
   */
  Reading read(ForeignHash hash);

  /**
   * Names what can be read.
   *
   * @return the families, such as {@code bcrypt}, in alphabetical order
   */
  List<String> families();

  /**
   * The hash of a password as another system kept it.
   *
   * @param scheme {@code auto} for a text that says itself what it is, or the name of a family
   * @param value the hash, in that system's own form
   * @param parameters what that system kept elsewhere, such as {@code salt}, {@code rounds} or
   *     {@code pepper}
   */
  record ForeignHash(String scheme, String value, Map<String, String> parameters) {
    /** The scheme of texts that say themselves what they are. */
    public static final String AUTO = "auto";

    /** Copies the parameters. */
    public ForeignHash {
      parameters = Map.copyOf(parameters);
    }

    /** Shows neither the hash nor a parameter. */
    @Override
    public String toString() {
      return "[foreign hash]";
    }
  }

  /** What became of a hash. */
  sealed interface Reading {
    /**
     * It can be verified here.
     *
     * @param stored the text for {@link Credentials}
     * @param family what it is, one of {@link #families}
     */
    record Kept(String stored, String family) implements Reading {
      /** Does not show the text. */
      @Override
      public String toString() {
        return "Kept[" + family + "]";
      }
    }

    /**
     * It cannot be.
     *
     * @param why one line for whoever brought it, without the hash
     */
    record Refused(String why) implements Reading {}
  }
}
