package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileRequestsTest {
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(RunningServer.SMALL, TestContract.full());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<String> ambiguousFraming() {
    String post = "POST /echo HTTP/1.1\r\nHost: a\r\n";
    String chunked = "Transfer-Encoding: chunked\r\n";
    String end = "\r\n0\r\n\r\n";
    return List.of(
        post + "Content-Length: 5\r\n" + chunked + end,
        post + chunked + "Content-Length: 5\r\n" + end,
        post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde",
        post + "Content-Length: 5, 5\r\n\r\nabcde",
        post + "Content-Length: +5\r\n\r\nabcde",
        post + "Content-Length: -1\r\n\r\n",
        post + "Content-Length: 0x5\r\n\r\nabcde",
        post + "Content-Length: 5 5\r\n\r\nabcde",
        post + "Content-Length: \r\n\r\n",
        post + "Content-Length: 99999999999999999999\r\n\r\n",
        post + "Content-Length : 5\r\n\r\nabcde",
        post + " Content-Length: 5\r\n\r\nabcde",
        post + "X-Folded: a\r\n b\r\n\r\n",
        post + "X-Folded: a\r\n\tb\r\n\r\n",
        post + "Transfer-Encoding: chunked, identity\r\n" + end,
        post + "Transfer-Encoding: xchunked\r\n" + end,
        post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + end,
        post + "Transfer-Encoding : chunked\r\n" + end,
        post + "Transfer-Encoding: \u000bchunked\r\n" + end,
        post + chunked + "\r\nffffffffffffffff1\r\nabc",
        post + chunked + "\r\n-1\r\nabc\r\n0\r\n\r\n",
        post + chunked + "\r\n0x3\r\nabc\r\n0\r\n\r\n",
        post + chunked + "\r\n3 \r\nabcdef\r\n0\r\n\r\n",
        post + chunked + "\r\n3\r\nabcdef\r\n0\r\n\r\n",
        post + chunked + "\r\n3\nabc\n0\n\n",
        post + "No-Colon\r\n\r\n",
        post + ": no name\r\n\r\n",
        post + "Bad Name: x\r\n\r\n",
        post + "X-Nul: a\u0000b\r\n\r\n",
        post + "X-Cr: a\rb\r\n\r\n",
        "POST /echo HTTP/1.1\nHost: a\nContent-Length: 0\n\n",
        "POST /echo HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
        "POST /echo HTTP/1.1 x\r\nHost: a\r\n\r\n",
        "POST /echo\r\n\r\n",
        "POST\r\n\r\n",
        "POST /echo HTTP/0.9\r\n\r\n",
        "POST /echo HTTP/1.2\r\nHost: a\r\n\r\n",
        "POST /echo HTTP/9.9\r\nHost: a\r\n\r\n",
        "P\u00d6ST /echo HTTP/1.1\r\nHost: a\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("ambiguousFraming")
  void framing_that_two_readers_could_read_differently_is_refused_and_the_connection_closed(
      String request) throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(request + "GET /plain HTTP/1.1\r\nHost: a\r\n\r\n");
      RawClient.Answer answer = client.receive();

      assertThat(answer.status()).as(answer.toString()).isIn(400, 426, 501, 505);
      assertThat(answer.body()).startsWith("{\"error\":\"").doesNotContain("jetty");
      assertThat(answer.header("Content-Type")).contains("application/json; charset=utf-8");
      assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.header("Server")).isEmpty();
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /plain HTTP/1.1\r\n\r\n",
        "GET /plain HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET /plain HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /plain HTTP/1.1\r\nHost: a, b\r\n\r\n",
        "GET /plain HTTP/1.1\r\nHost: \r\n\r\n",
        "GET /plain HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "GET /plain HTTP/1.1\r\nHost: x@a\r\n\r\n",
        "GET /plain HTTP/1.1\r\nHost: a:99999\r\n\r\n",
        "GET http://evil.example/plain HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://a@b/plain HTTP/1.1\r\nHost: b\r\n\r\n"
      })
  void a_host_that_is_missing_doubled_or_contradicted_is_refused(String request) throws Exception {
    assertThat(RawClient.once(server.port(), request).status()).isEqualTo(400);
  }

  @Test
  void an_absolute_target_of_the_same_host_is_the_path_alone() throws Exception {
    RawClient.Answer answer =
        RawClient.once(
            server.port(), "GET http://some.host:81/echo HTTP/1.1\r\nHost: some.host:81\r\n\r\n");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("\"path\":\"/echo\"").doesNotContain("some.host");
  }

  @Test
  void a_body_over_the_limit_is_refused_before_it_comes() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RunningServer.head("POST /echo", "Content-Length: 4097"));
      RawClient.Answer answer = client.receive();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).isEqualTo("{\"test\":\"TOO_LARGE\"}");
      assertThat(answer.header("Connection")).contains("close");
    }
  }

  @Test
  void a_client_that_sends_a_large_body_first_still_reads_why_it_is_refused() throws Exception {
    byte[] body = new byte[300_000];
    try (RawClient client = new RawClient(server.port())) {
      client.send(RunningServer.head("POST /echo", "Content-Length: " + body.length));
      client.send(body);

      assertThat(client.receive().status()).isEqualTo(413);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void a_client_that_asks_first_is_refused_without_being_told_to_go_on() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RunningServer.head("POST /echo", "Content-Length: 5000", "Expect: 100-continue"));

      assertThat(client.receive().status()).isEqualTo(413);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void a_client_that_asks_first_is_told_to_go_on() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RunningServer.head("POST /echo", "Content-Length: 3", "Expect: 100-continue"));
      assertThat(client.receive().status()).isEqualTo(100);
      client.send("abc");
      assertThat(client.receive().body()).contains("\"body\":\"abc\"");
    }
  }

  @Test
  void a_body_of_exactly_the_limit_is_taken() throws Exception {
    assertThat(server.send("POST /echo", "x".repeat(4096)).status()).isEqualTo(200);
  }

  @Test
  void an_endless_chunked_body_is_refused_at_the_limit() throws Exception {
    byte[] chunk = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    int sent = 0;
    try (RawClient client = new RawClient(server.port())) {
      client.send(RunningServer.head("POST /echo", "Transfer-Encoding: chunked"));
      client.send(chunk);
      client.send("1\r\nx\r\n");
      assertThat(client.receive().status()).isEqualTo(413);
      try {
        while (sent < 1 << 30) {
          client.send(chunk);
          sent += chunk.length;
        }
      } catch (IOException cut) {
        assertThat(sent).isLessThan(64 << 20);
      }
    }
    assertThat(sent).isLessThan(1 << 30);
  }

  @Test
  void a_body_longer_than_its_length_becomes_no_second_request() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RunningServer.head("POST /echo", "Content-Length: 3") + "abcdef");

      assertThat(client.receive().body()).contains("\"body\":\"abc\"");
      client.send(" / HTTP/1.1\r\n\r\n");
      assertThat(client.receive().status()).isEqualTo(400);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void a_body_shorter_than_its_length_is_never_answered_as_if_whole() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RunningServer.head("POST /echo", "Content-Length: 10") + "abc");
      client.socket().shutdownOutput();

      assertThat(client.receive().status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "GZIP", "identity, gzip", "x"})
  void a_compressed_body_is_refused(String encoding) throws Exception {
    RawClient.Answer answer = server.send("POST /echo", "abc", "Content-Encoding: " + encoding);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.body()).isEqualTo("{\"test\":\"UNSUPPORTED_MEDIA\"}");
  }

  @Test
  void a_header_line_of_64_kilobytes_is_refused() throws Exception {
    assertTooMuch("X-Long: " + "x".repeat(64 * 1024) + "\r\n");
  }

  @Test
  void ten_thousand_headers_are_refused() throws Exception {
    StringBuilder headers = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      headers.append("X-").append(i).append(": y\r\n");
    }
    assertTooMuch(headers.toString());
  }

  @Test
  void more_headers_than_the_limit_are_refused_even_if_small() throws Exception {
    assertThat(server.ask("GET /plain", small(29)).status()).isEqualTo(200);
    assertThat(server.ask("GET /plain", small(30)).status()).isEqualTo(431);
  }

  private static String[] small(int count) {
    String[] headers = new String[count];
    java.util.Arrays.setAll(headers, i -> "X-" + i + ": y");
    return headers;
  }

  @Test
  void a_request_line_over_the_limit_is_refused() throws Exception {
    RawClient.Answer answer =
        RawClient.once(server.port(), "GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(answer.status()).isIn(414, 431);
    assertThat(answer.body()).startsWith("{\"error\":");
  }

  private static void assertTooMuch(String headers) throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      try {
        client.send("GET /plain HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
      } catch (IOException e) {
        // The server may close while we still send.
      }
      RawClient.Answer answer = client.receive();
      assertThat(answer.status()).isEqualTo(431);
      assertThat(answer.body()).startsWith("{\"error\":");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sign_in/",
        "//sign_in",
        "/sign_in//",
        "/%73ign_in",
        "/sign%5Fin",
        "/sign_in;a=b",
        "/sign_in;",
        "/;/sign_in",
        "/..;/sign_in",
        "/SIGN_IN",
        "/Sign_in",
        "/sign_in.",
        "/sign_in%20",
        "/sign_in%2f",
        "/%2fsign_in",
        "/./sign_in",
        "/x/../sign_in",
        "/%2e/sign_in",
        "/x/%2e%2e/sign_in",
        "/x/%252e%252e/sign_in",
        "/sign_in%3f",
        "/sign_in\\",
        "/\\sign_in",
        "/sign_in.json"
      })
  void another_spelling_of_a_path_is_another_path(String path) throws Exception {
    RawClient.Answer answer = server.send("POST " + path, "");

    assertThat(answer.status()).isIn(404, 400);
    assertThat(answer.body()).startsWith("{\"error\":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users/%zz",
        "/users/%",
        "/users/%4",
        "/users/%ff",
        "/users/%c0%af",
        "/users/%ed%a0%80",
        "/users/%00",
        "/users/%u0041",
        "/users/a%2fb",
        "/users/%2e%2e",
        "/users/a;b=c",
        "/users/",
        "/users//",
        "/users/\u00ff",
        "/users/a\u0001b"
      })
  void a_segment_that_cannot_be_read_plainly_matches_nothing(String path) throws Exception {
    assertThat(server.ask("GET " + path).status()).isIn(400, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "PUT", "DELETE", "HEAD", "post", "X"})
  void a_verb_that_a_path_does_not_take_does_nothing(String method) throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          RunningServer.head(
              method + " /sign_in",
              "X-HTTP-Method-Override: POST",
              "X-Method-Override: POST",
              "X-HTTP-Method: POST",
              "Content-Length: 0"));
      RawClient.Answer answer = client.receiveHead();

      assertThat(answer.status()).isIn(405, 400);
      if (answer.status() == 405) {
        assertThat(answer.header("Allow")).contains("POST");
      }
    }
  }

  @Test
  void head_is_get_without_the_body() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RunningServer.head("HEAD /plain"));
      RawClient.Answer head = client.receiveHead();
      client.send(RunningServer.head("GET /plain"));
      RawClient.Answer get = client.receive();

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).contains("11");
      assertThat(get.body()).isEqualTo("{\"ok\":true}");
    }
  }

  @Test
  void a_head_that_drips_is_cut_off_at_the_deadline() throws Exception {
    assertCut("GET /plain HTTP/1.1\r\nHost: a\r\nX-Slow: ");
  }

  @Test
  void a_body_that_drips_is_cut_off_at_the_deadline() throws Exception {
    assertCut(RunningServer.head("POST /echo", "Content-Length: 4000"));
  }

  @Test
  void a_chunk_that_drips_is_cut_off_at_the_deadline() throws Exception {
    assertCut(RunningServer.head("POST /echo", "Transfer-Encoding: chunked") + "fff\r\n");
  }

  @Test
  void a_body_that_nobody_reads_is_cut_off_at_the_deadline() throws Exception {
    assertCut(RunningServer.head("POST /none", "Content-Length: 4000"));
  }

  private static void assertCut(String beginning) throws Exception {
    long begin = System.nanoTime();
    try (RawClient client = new RawClient(server.port())) {
      client.send(beginning);
      try {
        while (client.staysQuietFor(java.time.Duration.ofMillis(20))) {
          client.send("x");
        }
      } catch (IOException cut) {
        // What was written after the end comes back as a reset.
      }
    }
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isBetween(400L, 2500L);
  }

  @Test
  void an_answer_that_nobody_takes_is_cut_off_at_the_deadline() throws Exception {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(10_000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      String asking = RunningServer.head("GET /large", "Connection: close");
      socket.getOutputStream().write(asking.getBytes(StandardCharsets.US_ASCII));
      long taken = 0;
      long begin = System.nanoTime();
      // A few bytes now and then do not help.
      while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(1500)) {
        taken += socket.getInputStream().readNBytes(100).length;
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
      try {
        taken += socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (SocketException reset) {
        // A reset is an end, too; waiting in vain is none.
      }
      assertThat(taken).isLessThan(TestContract.LARGE);
    }
  }

  @Test
  void two_hundred_slow_clients_do_not_slow_down_another() throws Exception {
    List<RawClient> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        RawClient client = new RawClient(server.port());
        slow.add(client);
        client.send(
            i % 2 == 0
                ? "GET /plain HTTP/1.1\r\nHost: a\r\nX"
                : RunningServer.head("POST /echo", "Content-Length: 4000"));
      }
      long begin = System.nanoTime();
      assertThat(server.ask("GET /plain").status()).isEqualTo(200);
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isLessThan(500);
      for (RawClient client : slow) {
        assertThat(client.isClosedByServer()).isTrue();
      }
    } finally {
      for (RawClient client : slow) {
        client.close();
      }
    }
  }

  @Test
  void pipelined_requests_are_answered_in_order() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          RunningServer.head("GET /users/1")
              + RunningServer.head("POST /echo", "Content-Length: 3")
              + "abc"
              + RunningServer.head("GET /users/2"));

      assertThat(client.receive().body()).contains("\"id\":\"1\"");
      assertThat(client.receive().body()).contains("\"body\":\"abc\"");
      assertThat(client.receive().body()).contains("\"id\":\"2\"");
    }
  }

  @Test
  void twenty_thousand_cookies_cost_no_more_than_the_limit_of_headers() throws Exception {
    assertTooMuch("Cookie: " + "a=b; ".repeat(20_000) + "\r\n");
  }

  @Test
  void random_bytes_are_never_a_fault_of_the_server() throws Exception {
    Random random = new Random(20_260_101);
    String alphabet = "GET POST/:%;=&{}[]\"\\,\r\n\t \u0000\u007f\u0080\u00ff0123abcHost: HTTP/1.1";
    for (int i = 0; i < 300; i++) {
      StringBuilder junk = new StringBuilder();
      int base = random.nextInt(3);
      junk.append(
          base == 0 ? "" : base == 1 ? "GET /users/" : "POST /fields HTTP/1.1\r\nHost: a\r\n");
      for (int length = random.nextInt(200); length > 0; length--) {
        junk.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try (RawClient client = new RawClient(server.port())) {
        client.send(junk.toString());
        client.socket().shutdownOutput();
        try {
          assertThat(client.receive().status()).as(junk.toString()).isLessThan(500);
        } catch (IOException e) {
          // Closed without an answer, since it was no request.
          assertThat(e).hasMessageStartingWith("closed after: ");
        }
      }
    }
  }
}
