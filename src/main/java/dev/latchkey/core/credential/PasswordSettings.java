package dev.latchkey.core.credential;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords a realm takes.
 *
 * @param mode what happens to weak ones; null to follow {@code allow.short_passwords}: compatible
 *     while that is allowed
 * @param minLength the fewest code points
 * @param maxLength the most code points
 * @param common whether the most common passwords count as weak
 * @param context whether own names and those of the service count as weak
 * @param breached whether passwords known from breaches count as weak, where a corpus was imported
 * @param words further names of the service
 */
public record PasswordSettings(
    @Nullable Mode mode,
    int minLength,
    int maxLength,
    boolean common,
    boolean context,
    boolean breached,
    List<String> words) {
  /** What holds unless it is set: 8 to 1,024 code points, and every list. */
  public static final PasswordSettings DEFAULT =
      new PasswordSettings(null, 8, 1024, true, true, true, List.of());

  /** Every verifier must take passwords of 64 characters (NIST SP 800-63B-4, section 3.1.1.2). */
  private static final int LEAST_MAXIMUM = 64;

  /**
   * Copies the words and checks the bounds.
   *
   * @throws IllegalArgumentException if a length is out of them
   */
  public PasswordSettings {
    words = List.copyOf(words);
    if (minLength < 1 || minLength > LEAST_MAXIMUM || maxLength < LEAST_MAXIMUM) {
      throw new IllegalArgumentException(
          "minLength must be from 1 to " + LEAST_MAXIMUM + ", maxLength at least " + LEAST_MAXIMUM);
    }
  }

  /**
   * Changes the mode.
   *
   * @param other the new one
   * @return the changed settings
   */
  public PasswordSettings with(Mode other) {
    return new PasswordSettings(other, minLength, maxLength, common, context, breached, words);
  }

  /**
   * Changes the fewest code points.
   *
   * @param codePoints the new bound
   * @return the changed settings
   */
  public PasswordSettings withMinLength(int codePoints) {
    return new PasswordSettings(mode, codePoints, maxLength, common, context, breached, words);
  }

  /** What happens to weak passwords that are to be set. */
  public enum Mode {
    /** They are taken as far as a contract documents that, and flagged. */
    COMPATIBLE,
    /** They are refused. */
    STRICT
  }
}
