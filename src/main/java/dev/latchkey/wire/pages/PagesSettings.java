package dev.latchkey.wire.pages;

import dev.latchkey.core.session.Lifetime;
import dev.latchkey.kernel.RealmName;
import java.time.Duration;

/**
 * Settings of the hosted pages.
 *
 * @param enabled whether they are served at all
 * @param realm whose accounts they serve
 * @param lifetime how long somebody stays signed in to them
 * @param minPasswordLength the shortest password that can be set there, in code points
 */
public record PagesSettings(
    boolean enabled, RealmName realm, Lifetime lifetime, int minPasswordLength) {
  private static final int MAX_PASSWORD_LENGTH = 128;

  /** What holds unless it is set. */
  public static final PagesSettings DEFAULT =
      new PagesSettings(
          true, RealmName.MAIN, new Lifetime(Duration.ofHours(12), Duration.ofDays(7)), 8);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if the shortest password is out of bounds
   */
  public PagesSettings {
    if (minPasswordLength < 1 || minPasswordLength > MAX_PASSWORD_LENGTH) {
      throw new IllegalArgumentException(
          "minPasswordLength must be between 1 and 128, not " + minPasswordLength);
    }
  }
}
