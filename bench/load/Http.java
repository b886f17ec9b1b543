package load;

import java.nio.charset.StandardCharsets;

/** Requests as bytes. */
public final class Http {
  /** A header that says that the body is JSON. */
  public static final String JSON = "Content-Type: application/json";

  /** A header that says that the body is a form. */
  public static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  private Http() {}

  /** Makes a GET with some header lines. */
  public static byte[] get(String path, String... headers) {
    return bytes("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + lines(headers) + "\r\n");
  }

  /** Makes a POST with a body and some header lines. */
  public static byte[] post(String path, String body, String... headers) {
    return bytes(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + lines(headers)
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static String lines(String... headers) {
    return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
