package crash;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A small HTTP client: connections to one server that are used again and never silently tried twice, so that it is
 * always known what was asked for. Safe for use by many threads.
 */
final class Wire {
  private static final int CONNECT_MILLIS = 60_000;
  private static final int READ_MILLIS = 60_000;

  private final int port;
  private final ConcurrentLinkedDeque<Connection> free = new ConcurrentLinkedDeque<>();

  Wire(int port) {
    this.port = port;
  }

  /** An answer; the names of its headers are in lower case. */
  record Answer(String path, int status, Map<String, String> headers, String body) {}

  /** Forgets all connections: those to a server that was killed are of no use. */
  void forget() {
    for (Connection one = free.poll(); one != null; one = free.poll()) {
      one.close();
    }
  }

  /**
   * Sends one request.
   *
   * @param headers names and values by turns
   * @throws IOException if there was no whole answer; what was asked for may have happened or not
   */
  Answer send(String method, String path, String body, String... headers) throws IOException {
    Connection connection = free.poll();
    if (connection == null) {
      connection = new Connection(port);
    }
    try {
      Answer answer = connection.send(method, path, body, headers);
      if ("close".equals(answer.headers.get("connection"))) {
        connection.close();
      } else {
        free.push(connection);
      }
      return answer;
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static final class Connection {
    private final Socket socket = new Socket();
    private final InputStream in;

    Connection(int port) throws IOException {
      try {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
      } catch (IOException e) {
        close();
        throw e;
      }
    }

    Answer send(String method, String path, String body, String... headers) throws IOException {
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
      if (content.length > 0) {
        head.append("Content-Type: application/json\r\n");
      }
      head.append("Content-Length: ").append(content.length).append("\r\n");
      for (int i = 0; i < headers.length; i += 2) {
        head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
      }
      byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
      byte[] whole = new byte[start.length + content.length];
      System.arraycopy(start, 0, whole, 0, start.length);
      System.arraycopy(content, 0, whole, start.length, content.length);
      socket.getOutputStream().write(whole);
      return answer(path);
    }

    private Answer answer(String path) throws IOException {
      int status = Integer.parseInt(line().split(" ", 3)[1]);
      Map<String, String> headers = new HashMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      byte[] content = in.readNBytes(length);
      if (content.length < length) {
        throw new EOFException("the answer ends early");
      }
      return new Answer(path, status, headers, new String(content, StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new EOFException("the connection ended");
        }
        if (next != '\r') {
          line.append((char) next);
        }
      }
      return line.toString();
    }

    void close() {
      try {
        socket.close();
      } catch (IOException e) {
        // It is of no use any more, either way.
      }
    }
  }
}
