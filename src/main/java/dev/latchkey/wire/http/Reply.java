package dev.latchkey.wire.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP answer. Immutable; each {@code with} method gives a changed copy.
 *
 * @param status the status code
 * @param headers header fields in order of sending; {@code Content-Length} and {@code Date} are
 *     added by the listener
 * @param body the body; empty for none
 */
public record Reply(int status, List<Header> headers, byte[] body) {
  private static final byte[] NOTHING = new byte[0];

  /** Copies the headers. */
  public Reply {
    headers = List.copyOf(headers);
  }

  /**
   * Answers without a body.
   *
   * @param status the status code
   * @return the answer
   */
  public static Reply empty(int status) {
    return new Reply(status, List.of(), NOTHING);
  }

  /**
   * Answers with a body.
   *
   * @param status the status code
   * @param contentType the whole Content-Type, parameters included
   * @param body the bytes
   * @return the answer
   */
  public static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, List.of(new Header("Content-Type", contentType)), body);
  }

  /**
   * Answers with JSON as {@code application/json; charset=utf-8}.
   *
   * @param status the status code
   * @param json the text
   * @return the answer
   */
  public static Reply json(int status, String json) {
    return of(status, "application/json; charset=utf-8", json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds a header field.
   *
   * @param name its name
   * @param value its value; CR, LF and NUL are refused
   * @return the changed answer
   */
  public Reply with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Reply(status, more, body);
  }

  /**
   * Sets a header field, instead of any of that name.
   *
   * @param name its name
   * @param value its value
   * @return the changed answer
   */
  public Reply withOnly(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.removeIf(one -> one.name().equalsIgnoreCase(name));
    more.add(new Header(name, value));
    return new Reply(status, more, body);
  }

  /**
   * Tells when to try again (RFC 9110, section 10.2.3).
   *
   * @param pause how long to wait; rounded up to whole seconds, at least one
   * @return the changed answer
   */
  public Reply withRetryAfter(Duration pause) {
    long seconds = Math.max(1, pause.plusMillis(999).toSeconds());
    return withOnly("Retry-After", Long.toString(seconds));
  }

  /**
   * Gives a header field.
   *
   * @param name its name, in any case
   * @return the value of the first of that name
   */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(one -> one.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /**
   * A header field.
   *
   * @param name its name
   * @param value its value
   */
  public record Header(String name, String value) {
    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if it holds CR, LF or NUL, which would start another field
     */
    public Header {
      if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
        throw new IllegalArgumentException("a header value holds CR, LF or NUL");
      }
    }
  }
}
