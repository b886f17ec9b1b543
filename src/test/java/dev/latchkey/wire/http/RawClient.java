package dev.latchkey.wire.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Speaks bytes to the listener, so that a test can send what no HTTP client would. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5000;

  private final Socket socket;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** Sends one request on a connection of its own and reads the answer. */
  static Answer once(int port, String request) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send(request);
      return client.receive();
    }
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Reads one answer with its body. */
  Answer receive() throws IOException {
    return receive(true);
  }

  /** Reads the head of an answer, as after HEAD. */
  Answer receiveHead() throws IOException {
    return receive(false);
  }

  private Answer receive(boolean withBody) throws IOException {
    String statusLine = line();
    List<String> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line);
    }
    Answer head = new Answer(statusLine, headers, "");
    int length = head.header("Content-Length").map(Integer::parseInt).orElse(0);
    byte[] body = withBody ? socket.getInputStream().readNBytes(length) : new byte[0];
    return new Answer(statusLine, headers, new String(body, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("closed after: " + line.toString(StandardCharsets.ISO_8859_1));
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Opens a WebSocket and gives the answer to the handshake. */
  Answer open(String path, String... headers) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    all.addAll(List.of(headers));
    send(RunningServer.head("GET " + path, all.toArray(String[]::new)));
    return receive();
  }

  /** Sends a masked frame of less than 64 KiB. */
  void frame(int firstByte, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(firstByte);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    send(frame.toByteArray());
  }

  /** Reads a frame of less than 64 KiB. */
  Frame frame() throws IOException {
    InputStream in = socket.getInputStream();
    int first = in.read();
    int length = in.read();
    if (first < 0 || length < 0) {
      throw new IOException("closed");
    }
    length = length == 126 ? in.read() << 8 | in.read() : length;
    return new Frame(first, in.readNBytes(length));
  }

  /** A frame as it came. */
  record Frame(int firstByte, byte[] payload) {
    int closeCode() {
      return (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
    }

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  /** Says whether the other side has closed, waiting for it. */
  boolean isClosedByServer() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Says whether nothing comes for a while, neither bytes nor an end. */
  boolean staysQuietFor(Duration pause) throws IOException {
    socket.setSoTimeout((int) pause.toMillis());
    try {
      socket.getInputStream().read();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** An answer as it came. */
  record Answer(String statusLine, List<String> headers, String body) {
    int status() {
      return Integer.parseInt(statusLine.split(" ", 3)[1]);
    }

    Optional<String> header(String name) {
      return headers.stream()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }
  }
}
