package dev.latchkey.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Where a request came from.
 *
 * @param address the caller's network address in text, already freed of untrusted proxy headers
 * @param agent what the caller says it is, at most 512 characters; null if it says nothing
 * @param languages the value of its {@code Accept-Language} header, at most 200 characters; null if
 *     it sent none
 * @param requestId the id under which this request is logged
 */
public record Origin(
    String address, @Nullable String agent, @Nullable String languages, String requestId) {
  /** The origin of what the command line and background work do. */
  public static final Origin LOCAL = new Origin("local", null, null, "-");

  /**
   * Stands for an origin that is no longer to be known.
   *
   * @param requestId the number of the request; {@code -} for none
   * @return an origin without an address
   */
  public static Origin erased(String requestId) {
    return new Origin("erased", null, null, requestId);
  }
}
