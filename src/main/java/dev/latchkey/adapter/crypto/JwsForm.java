package dev.latchkey.adapter.crypto;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token in JWS compact serialization (RFC 7515 3.1) that has the one form that is taken: HS256,
 * nothing critical, canonical base64url. It says nothing about who signed it.
 *
 * @param input the bytes that are signed
 * @param signature the 32 bytes of the signature
 * @param payload the characters of the second part
 */
record JwsForm(byte[] input, byte[] signature, String payload) {
  /** The longest token, in characters. */
  static final int MAX_LENGTH = 4096;

  private static final int MAX_HEADER = 1024;

  /** The headers that contracts write, so that the usual token needs no JSON reader. */
  private static final Set<String> USUAL_HEADERS =
      Set.of(
          encode("{\"alg\":\"HS256\"}"),
          encode("{\"typ\":\"JWT\",\"alg\":\"HS256\"}"),
          encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"));

  /** They would change what the other parts mean (RFC 7515 4.1.11, RFC 7797, RFC 7516 4.1). */
  private static final List<String> REFUSED_NAMES = List.of("crit", "b64", "zip", "enc");

  static Optional<JwsForm> parse(String compact) {
    int first = compact.length() > MAX_LENGTH ? -1 : compact.indexOf('.');
    int second = first < 0 ? -1 : compact.indexOf('.', first + 1);
    if (second < 0 || compact.indexOf('.', second + 1) >= 0) {
      return Optional.empty();
    }
    byte[] signature = decode(compact.substring(second + 1)).orElse(null);
    if (signature == null
        || signature.length != Hmac.BYTES
        || !isTaken(compact.substring(0, first))) {
      return Optional.empty();
    }
    byte[] input = ascii(compact.substring(0, second));
    return Optional.of(new JwsForm(input, signature, compact.substring(first + 1, second)));
  }

  static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is not ASCII becomes a question mark, which no part may hold. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Says whether a header, as it stands in the token, asks for HS256 and nothing that matters. */
  static boolean isTaken(String header) {
    if (USUAL_HEADERS.contains(header)) {
      return true;
    }
    return header.length() <= MAX_HEADER
        && decode(header).flatMap(JwsForm::text).filter(JwsForm::asksForHs256).isPresent();
  }

  /** Gives the payload; empty if it is not canonical base64url of UTF-8. */
  Optional<String> payloadText() {
    return decode(payload).flatMap(JwsForm::text);
  }

  /**
   * Decodes the only spelling of some bytes: no padding, no other alphabet, no spare bits (RFC 4648
   * 3.5).
   */
  private static Optional<byte[]> decode(String part) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return bytes.length > 0 && encode(bytes).equals(part) ? Optional.of(bytes) : Optional.empty();
  }

  private static Optional<String> text(byte[] utf8) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean asksForHs256(String json) {
    @Nullable Map<String, Object> members;
    try {
      // Refuses what is not one strict object, and names that stand twice.
      members = JSONObjectUtils.parse(json);
    } catch (ParseException e) {
      return false;
    }
    // The text "null" yields null.
    return members != null
        && "HS256".equals(members.get("alg"))
        && REFUSED_NAMES.stream().noneMatch(members::containsKey)
        // Only keys in headers are objects or arrays, and those are never used (RFC 8725 3.10).
        && members.values().stream().noneMatch(JwsForm::isNested);
  }

  private static boolean isNested(Object value) {
    return value instanceof Map || value instanceof List;
  }

  @Override
  public String toString() {
    return "[token]";
  }
}
