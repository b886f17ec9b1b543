package growth;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One connection that stays open, and reads answers that say their length. */
final class Wire implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private byte[] buffer = new byte[8192];

  Wire(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Posts to session-rpc's sign-in, which with a token and without a body is a check of the session. */
  static byte[] check(String token) {
    return head("/api/v1/session/signin", "Authorization: Bearer " + token + "\r\n", "");
  }

  /** Posts a sign-in by name and password. */
  static byte[] signIn(String name, String password) {
    return head(
        "/api/v1/session/signin",
        "Content-Type: application/json\r\n",
        "[{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}]");
  }

  private static byte[] head(String path, String headers, String body) {
    String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + body.length() + "\r\n";
    return (head + headers + "\r\n" + body).getBytes(StandardCharsets.US_ASCII);
  }

  /** Gets a page. */
  static byte[] get(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends a request, reads its whole answer, and gives the body. */
  String exchange(byte[] request) throws IOException {
    out.write(request);
    int end = 0;
    int bodyAt = -1;
    int length = 0;
    while (bodyAt < 0 || end < bodyAt + length) {
      if (end == buffer.length) {
        buffer = Arrays.copyOf(buffer, end * 2);
      }
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        throw new IOException("the server closed the connection");
      }
      end += read;
      if (bodyAt < 0) {
        String seen = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
        bodyAt = seen.indexOf("\r\n\r\n") + 4;
        if (bodyAt < 4) {
          bodyAt = -1;
        } else {
          length = length(seen.substring(0, bodyAt));
        }
      }
    }
    return new String(buffer, bodyAt, length, StandardCharsets.UTF_8);
  }

  private static int length(String head) throws IOException {
    for (String line : head.split("\r\n")) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        return Integer.parseInt(line.substring(15).strip());
      }
    }
    throw new IOException("an answer without a length: " + head);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
