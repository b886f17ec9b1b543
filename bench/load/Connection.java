package load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One keep-alive connection that reads answers with a Content-Length. Not for several threads. */
public final class Connection implements AutoCloseable {
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private byte[] buffer = new byte[8192];
  private int bodyAt;
  private int end;

  /** Connects to a port of this machine. */
  public Connection(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(180_000);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Sends a request, reads the whole answer, and gives its status. */
  public int exchange(byte[] request) throws IOException {
    out.write(request);
    end = 0;
    int head = -1;
    while (head < 0) {
      more();
      head = headEnd();
    }
    int length = contentLength(head);
    bodyAt = head;
    while (end < head + length) {
      more();
    }
    return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + (buffer[11] - '0');
  }

  private void more() throws IOException {
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, end * 2);
    }
    int read = in.read(buffer, end, buffer.length - end);
    if (read < 0) {
      throw new IOException("the server closed the connection");
    }
    end += read;
  }

  private int headEnd() {
    for (int i = 3; i < end; i++) {
      if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int contentLength(int head) {
    for (int i = 0; i + LENGTH.length < head; i++) {
      int j = 0;
      while (j < LENGTH.length && (buffer[i + j] | 0x20) == (LENGTH[j] | 0x20)) {
        j++;
      }
      if (j == LENGTH.length) {
        int value = 0;
        for (int k = i + j; buffer[k] != '\r'; k++) {
          value = buffer[k] == ' ' ? value : value * 10 + buffer[k] - '0';
        }
        return value;
      }
    }
    return 0;
  }

  /** Gives the body of the last answer. */
  public String body() {
    return new String(buffer, bodyAt, end - bodyAt, StandardCharsets.UTF_8);
  }

  /**
   * Gives what stands between two texts in the last answer, head included.
   *
   * @throws IOException if it does not
   */
  public String between(String before, String after) throws IOException {
    String answer = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
    int from = answer.indexOf(before);
    int to = from < 0 ? -1 : answer.indexOf(after, from + before.length());
    if (to < 0) {
      throw new IOException("no " + before + " in " + answer);
    }
    return answer.substring(from + before.length(), to);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
