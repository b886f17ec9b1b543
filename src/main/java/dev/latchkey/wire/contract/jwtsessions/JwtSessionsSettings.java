package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.kernel.RealmName;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Settings of the contract {@code jwt-sessions}.
 *
 * @param realm whose accounts it serves
 * @param accessLifetime how long an access token lives
 * @param refreshLifetime how long a session lives, counted from its sign-in and never extended
 * @param refreshGrace for how long an access token that was just replaced still gets its successor,
 *     so that parallel refreshes and lost answers do no harm
 * @param aliases whether the short paths are served, too: {@code /signup}, {@code /signin}, {@code
 *     /refresh} and {@code /me}
 * @param persistentCookies whether cookies outlive the browser, until the session ends
 * @param refreshCookie whether the refresh token is set and read as the cookie {@code jwt_refresh}
 * @param minPasswordLength the shortest password that can be set, in code points
 * @param alphanumericPasswords whether new passwords may hold {@code a-z A-Z 0-9} only
 * @param origins the web origins, exactly as browsers write them, whose pages may call across
 *     origins
 * @param loopbackOrigins whether pages of any port of {@code localhost} and {@code 127.0.0.1} may,
 *     too
 */
public record JwtSessionsSettings(
    RealmName realm,
    Duration accessLifetime,
    Duration refreshLifetime,
    Duration refreshGrace,
    boolean aliases,
    boolean persistentCookies,
    boolean refreshCookie,
    int minPasswordLength,
    boolean alphanumericPasswords,
    List<String> origins,
    boolean loopbackOrigins) {
  private static final Pattern ORIGIN =
      Pattern.compile("[a-z][a-z0-9+.-]*://[a-z0-9.\\[\\]:_-]*[a-z0-9\\]]");
  private static final int MAX_PASSWORD_LENGTH = 128;
  private static final Duration LONGEST_GRACE = Duration.ofMinutes(1);

  /** What holds unless it is set: everything that the documents promise. */
  public static final JwtSessionsSettings DEFAULT =
      new JwtSessionsSettings(
          RealmName.MAIN,
          Duration.ofHours(1),
          Duration.ofDays(7),
          Duration.ofSeconds(10),
          true,
          false,
          false,
          8,
          false,
          List.of(),
          true);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a lifetime is below a second, the access token would
   *     outlive its session, the grace or the shortest password is out of bounds, or an origin is
   *     none
   */
  public JwtSessionsSettings {
    origins = List.copyOf(origins);
    if (accessLifetime.toSeconds() < 1 || refreshLifetime.compareTo(accessLifetime) < 0) {
      throw new IllegalArgumentException(
          "accessLifetime must be a second or more, and refreshLifetime no shorter than that");
    }
    if (minPasswordLength < 1 || minPasswordLength > MAX_PASSWORD_LENGTH) {
      throw new IllegalArgumentException(
          "the shortest password must be between 1 and 128, not " + minPasswordLength);
    }
    if (refreshGrace.isNegative() || refreshGrace.compareTo(LONGEST_GRACE) > 0) {
      throw new IllegalArgumentException("refreshGrace must be between 0 and 60 seconds");
    }
    for (String origin : origins) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw new IllegalArgumentException(
            "an origin is written scheme://host or scheme://host:port in lower case, without a"
                + " path: "
                + origin);
      }
    }
  }
}
