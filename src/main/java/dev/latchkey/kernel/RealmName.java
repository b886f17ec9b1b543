package dev.latchkey.kernel;

import java.util.regex.Pattern;

/**
 * The name of a realm, a namespace of accounts: 1 to 64 characters of {@code a-z 0-9 - _ .}.
 *
 * @param value the name
 */
public record RealmName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  /** The realm that exists from the start. */
  public static final RealmName MAIN = new RealmName("main");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if the name has another form
   */
  public RealmName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a realm name is 1 to 64 characters of a-z 0-9 - _ . and starts with a letter or digit");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
