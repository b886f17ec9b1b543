package faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Many clients that send the largest bodies that are taken, all at once, again and again. */
final class Flood {
  private static final int BODY = 64 * 1024;

  private Flood() {}

  /**
   * Sends.
   *
   * @return how often each status came
   */
  static Map<String, Integer> run(int port, int clients, int seconds) throws InterruptedException {
    Map<String, Integer> answers = new TreeMap<>();
    byte[] request = request();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < clients; i++) {
        threads.submit(
            () -> {
              while (System.nanoTime() < end) {
                String status = send(port, request);
                synchronized (answers) {
                  answers.merge(status, 1, Integer::sum);
                }
              }
            });
      }
    }
    return answers;
  }

  /** As many small values as the reader takes: what costs most memory for its bytes. */
  private static byte[] request() {
    StringBuilder body = new StringBuilder("{\"a\":[");
    List<String> values = new ArrayList<>();
    while (values.size() < BODY / 2 - 100) {
      values.add("0");
    }
    body.append(String.join(",", values)).append("]}");
    String head =
        "POST /sign_in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  private static String send(int port, byte[] request) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      InputStream answer = socket.getInputStream();
      String line = new String(answer.readNBytes(12), StandardCharsets.US_ASCII);
      answer.readAllBytes();
      return line.length() < 12 ? "no answer" : line.substring(9);
    } catch (IOException e) {
      return "no answer";
    }
  }
}
