package dev.latchkey.wire.http;

import dev.latchkey.kernel.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, read whole. Immutable.
 *
 * @param method the verb, in capitals as sent
 * @param path the path, still percent-encoded as sent
 * @param query what stands after the question mark, still encoded; null if there is no question
 *     mark
 * @param headers header fields by lower-case name, each with its lines in order
 * @param pathParameters what the named segments of the route stand for, decoded
 * @param body the body; empty if there is none
 * @param isSecure whether the client's side of the connection is TLS, as far as a trusted proxy
 *     says
 * @param origin where it came from
 */
public record Request(
    String method,
    String path,
    @Nullable String query,
    Map<String, List<String>> headers,
    Map<String, String> pathParameters,
    byte[] body,
    boolean isSecure,
    Origin origin) {

  /**
   * Gives a header field.
   *
   * @param name its name, in lower case
   * @return its first line, trimmed; empty if there is none
   */
  public Optional<String> header(String name) {
    List<String> lines = headers.get(name);
    return lines == null || lines.isEmpty() ? Optional.empty() : Optional.of(lines.getFirst());
  }

  /**
   * Gives all lines of a header field.
   *
   * @param name its name, in lower case
   * @return its lines
   */
  public List<String> headerLines(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /**
   * Gives the one value of a header field that may stand once only.
   *
   * @param name its name, in lower case
   * @return its value; empty if there is none
   * @throws BadInput if it stands twice
   */
  public Optional<String> soleHeader(String name) throws BadInput {
    if (headerLines(name).size() > 1) {
      throw new BadInput(
          dev.latchkey.kernel.Reason.MALFORMED_BODY, "the header " + name + " stands twice");
    }
    return header(name);
  }

  /**
   * Gives a named segment of the path.
   *
   * @param name its name in the route
   * @return what it stands for, percent-decoded
   */
  public String pathParameter(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no segment named " + name);
    }
    return value;
  }

  /**
   * Gives a cookie (RFC 6265).
   *
   * @param name its name
   * @return its value without quotes; empty if there is none, or if two of that name differ
   */
  public Optional<String> cookie(String name) {
    return Cookies.find(headerLines("cookie"), name);
  }

  /**
   * Gives the media type of the body.
   *
   * @return type and subtype in lower case, without parameters; empty if there is no Content-Type
   */
  public Optional<String> mediaType() {
    return header("content-type")
        .map(
            value -> {
              int end = value.indexOf(';');
              return (end < 0 ? value : value.substring(0, end))
                  .strip()
                  .toLowerCase(java.util.Locale.ROOT);
            });
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
