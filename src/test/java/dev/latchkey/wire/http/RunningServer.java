package dev.latchkey.wire.http;

import dev.latchkey.kernel.Entropy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** A listener on a free port, for one test class. */
final class RunningServer implements AutoCloseable {
  static final Entropy ENTROPY =
      count -> {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
      };

  /** Small limits, so that reaching them is quick. */
  static final HttpSettings SMALL =
      new HttpSettings(
          "127.0.0.1",
          0,
          4096,
          4096,
          30,
          Duration.ofMillis(600),
          Duration.ofSeconds(20),
          List.of(),
          64 * 1024,
          Duration.ofSeconds(20),
          250,
          Duration.ZERO);

  private final HttpServer server;
  private final int port;

  RunningServer(HttpSettings settings, Contract... contracts) {
    server = new HttpServer(settings, new Router(List.of(contracts)), ENTROPY);
    port = server.start();
  }

  /** Starts one whose bodies hold no more than so many bytes together. */
  RunningServer(HttpSettings settings, long bodyBytes, Contract... contracts) {
    server = new HttpServer(settings, new Router(List.of(contracts)), ENTROPY, bodyBytes);
    port = server.start();
  }

  int port() {
    return port;
  }

  HttpServer server() {
    return server;
  }

  /** Sends a request of which the test gives all but the Host and the last empty line. */
  RawClient.Answer ask(String requestLine, String... headers) throws Exception {
    return RawClient.once(port, head(requestLine, headers));
  }

  /** Sends a request with a body. */
  RawClient.Answer send(String requestLine, String body, String... headers) throws Exception {
    String length = "Content-Length: " + body.length() + "\r\n";
    return RawClient.once(
        port, head(requestLine, headers).replaceFirst("\r\n", "\r\n" + length) + body);
  }

  static String head(String requestLine, String... headers) {
    StringBuilder head = new StringBuilder(requestLine).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  @Override
  public void close() {
    server.stop();
  }
}
