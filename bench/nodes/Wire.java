package nodes;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One connection of HTTP/1.1 that repeats nothing behind the caller's back, as the clients of the platform do: a
 * request that gets no answer is an exception.
 */
final class Wire implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;

  private final SocketChannel channel;
  private final InputStream in;
  private boolean isLast;

  private Wire(SocketChannel channel, InputStream in) {
    this.channel = channel;
    this.in = in;
  }

  /**
   * Connects.
   *
   * @throws java.net.ConnectException if nobody listens there; then nothing was sent
   */
  static Wire to(int port, int timeoutMillis) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().setTcpNoDelay(true);
      channel
          .socket()
          .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      channel.socket().setSoTimeout(timeoutMillis);
      return new Wire(channel, new BufferedInputStream(channel.socket().getInputStream(), 2048));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Says whether another request may be sent: the last answer did not close it, and neither did the server since. */
  boolean isUsable() {
    if (isLast) {
      return false;
    }
    try {
      channel.configureBlocking(false);
      int read = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return read == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends a request and waits for its answer. Headers are given as name, value, name, value. */
  Answer send(String method, String path, String body, String... headers) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    boolean isTyped = false;
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
      isTyped |= headers[i].equalsIgnoreCase("Content-Type");
    }
    if (!isTyped) {
      head.append("Content-Type: application/json\r\n");
    }
    head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n").append(body);
    isLast = true;
    ByteBuffer request = ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.UTF_8));
    while (request.hasRemaining()) {
      channel.write(request);
    }
    return receive();
  }

  private Answer receive() throws IOException {
    String first = line();
    int status = Integer.parseInt(first.split(" ", 3)[1]);
    List<String> headers = new ArrayList<>();
    int length = 0;
    boolean closes = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line);
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        throw new IOException("an answer in chunks: " + first);
      }
      closes |= lower.startsWith("connection:") && lower.endsWith("close");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("half an answer");
    }
    isLast = closes;
    return new Answer(status, new String(body, StandardCharsets.UTF_8), headers);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int one = in.read(); one != '\n'; one = in.read()) {
      if (one < 0) {
        throw new EOFException("the connection ended before the answer did");
      }
      if (one != '\r') {
        line.append((char) one);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** What came back. */
  record Answer(int status, String body, List<String> headers) {
    /** Gives the value of a cookie that the answer sets. */
    String cookie(String name) {
      String start = "set-cookie: " + name + "=";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).split(";", 2)[0])
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no cookie " + name + " in " + this));
    }

    /** Gives the value of a header. */
    String header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ": ";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no header " + name + " in " + this));
    }
  }
}
