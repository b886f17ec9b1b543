package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a connection costs that stays open, of which there may be ten thousand. */
class ManyConnectionsTest {
  private static final int CONNECTIONS = 400;

  /** Ten thousand of them, with their ends in this process, in a quarter of the usual heap. */
  private static final long MOST_BYTES = 13_000;

  private static final HttpSettings SETTINGS =
      new HttpSettings(
          "127.0.0.1",
          0,
          16 * 1024,
          16 * 1024,
          CONNECTIONS + 10,
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          List.of(),
          64 * 1024,
          Duration.ofMinutes(5),
          CONNECTIONS,
          Duration.ZERO);

  @Test
  void a_connection_that_has_asked_and_stays_open_keeps_little_memory() throws Exception {
    List<Socket> open = new ArrayList<>();
    try (RunningServer server = new RunningServer(SETTINGS, TestContract.full())) {
      connect(server.port(), open, 20);
      long before = usedBytes();
      connect(server.port(), open, CONNECTIONS);
      long each = (usedBytes() - before) / CONNECTIONS;
      assertThat(each).isLessThan(MOST_BYTES);
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private static void connect(int port, List<Socket> open, int count) throws IOException {
    byte[] request =
        RunningServer.head(
                "GET /plain",
                "User-Agent: one of many",
                "Accept: application/json",
                "Authorization: Bearer abcdefghijklmnopqrstuvwxyz")
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      open.add(socket);
      for (int times = 0; times < 3; times++) {
        socket.getOutputStream().write(request);
        assertThat(socket.getInputStream().read(new byte[4096])).isPositive();
      }
    }
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    for (int times = 0; times < 3; times++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
