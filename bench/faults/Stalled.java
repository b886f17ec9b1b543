package faults;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Clients that begin a request and then say nothing for as long as they are let. */
final class Stalled implements AutoCloseable {
  private final List<Socket> sockets = new ArrayList<>();

  /** Opens so many, each of which sends the same beginning. */
  static Stalled open(int port, int clients, String beginning) {
    Stalled stalled = new Stalled();
    byte[] bytes = beginning.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < clients; i++) {
      try {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(2_000);
        stalled.sockets.add(socket);
        socket.getOutputStream().write(bytes);
      } catch (IOException e) {
        // Cut off, or the server is gone: the others go on.
        continue;
      }
    }
    return stalled;
  }

  /** A request with a body of 64 KiB, without its last bytes. */
  static String body() {
    return "POST /sign_in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 65536\r\n\r\n"
        + " ".repeat(65_000);
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
