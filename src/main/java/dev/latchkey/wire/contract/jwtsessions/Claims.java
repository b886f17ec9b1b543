package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the payload of a signed token says. Only names are taken from it; whose they are is read
 * from the store.
 *
 * @param expiresAt the second from which it is expired
 * @param uid names the token
 * @param ruid names the refresh token of its session; null in a refresh token
 */
record Claims(long expiresAt, String uid, @Nullable String ruid) {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /**
   * Reads a payload whose signature was verified.
   *
   * @param payload the JSON
   * @param now the present moment
   * @return empty if {@code exp} is missing or no whole number, a uid is missing or malformed, or
   *     {@code nbf} lies ahead (RFC 7519, section 4.1.5)
   */
  static Optional<Claims> parse(String payload, Instant now) {
    Object value;
    try {
      value = Json.read(payload.getBytes(StandardCharsets.UTF_8));
    } catch (BadInput unreadable) {
      return Optional.empty();
    }
    if (!(value instanceof Map<?, ?> map)
        || !(map.get("exp") instanceof Long expiresAt)
        || !(map.get("uid") instanceof String uid)
        || (map.containsKey("nbf") && !isPast(map.get("nbf"), now))) {
      return Optional.empty();
    }
    String ruid = map.get("ruid") instanceof String text ? text : null;
    boolean isWhole = isUid(uid) && (ruid == null ? !map.containsKey("ruid") : isUid(ruid));
    return isWhole ? Optional.of(new Claims(expiresAt, uid, ruid)) : Optional.empty();
  }

  /**
   * Says whether its time is over, without leeway.
   *
   * @param now the present moment
   * @return true from the very second at which it expires
   */
  boolean isExpired(Instant now) {
    return now.getEpochSecond() >= expiresAt;
  }

  private static boolean isUid(String text) {
    return UUID.matcher(text).matches();
  }

  private static boolean isPast(@Nullable Object value, Instant now) {
    return value instanceof Long second && now.getEpochSecond() >= second;
  }

  @Override
  public String toString() {
    return "[claims]";
  }
}
