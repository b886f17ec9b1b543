package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.StoreUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SocketTest {
  private static final int FIN_TEXT = 0x81;
  private static final int FIN_BINARY = 0x82;
  private static final int FIN_CLOSE = 0x88;
  private static final int FIN_PING = 0x89;
  private static final int FIN_PONG = 0x8a;

  /** What the talks of the server saw. */
  private static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();

  private static RunningServer server;

  @BeforeAll
  static void start() {
    TestContract contract =
        new TestContract("sockets")
            .with(new SocketRoute("/both", SocketTest::first))
            .with(Route.get("/both", request -> Reply.json(200, "\"plain\"")))
            .with(new SocketRoute("/only", SocketTest::first))
            .with(
                new SocketRoute(
                    "/down",
                    (request, protocols) -> {
                      throw new StoreUnavailable("gone", new IOException("gone"));
                    }));
    server =
        new RunningServer(
            new HttpSettings(
                "127.0.0.1",
                0,
                4096,
                4096,
                30,
                Duration.ofMillis(1500),
                Duration.ofSeconds(20),
                List.of(),
                1 << 20,
                Duration.ofMillis(1500),
                100,
                Duration.ZERO),
            contract);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static SocketEndpoint.Accepted first(Request request, List<String> protocols) {
    String seen = request.header("authorization").orElse("-") + " " + protocols;
    String protocol = protocols.isEmpty() ? null : protocols.getFirst();
    return new SocketEndpoint.Accepted(protocol, new Talk(seen));
  }

  /** Does what the messages say. */
  private static final class Talk implements SocketTalk {
    private final String handshake;
    private @Nullable Connection connection;

    private Talk(String handshake) {
      this.handshake = handshake;
    }

    @Override
    public void opened(Connection opened) {
      connection = opened;
      SEEN.add("opened");
    }

    @Override
    public void text(String message) {
      Connection open = Objects.requireNonNull(connection);
      switch (message.split(" ", 2)[0]) {
        case "handshake" -> open.sendText(handshake);
        case "thread" -> open.sendText(String.valueOf(Thread.currentThread().isVirtual()));
        case "bye" -> {
          open.close(4000, "Signed Out");
          open.sendText("too late");
        }
        case "defect" -> throw new IllegalStateException(TestContract.SECRET);
        case "flood" -> {
          for (int i = 0; i < 1000; i++) {
            open.sendBinary(new byte[1 << 20]);
          }
        }
        default -> {
          SEEN.add(message);
          open.sendText(message);
        }
      }
    }

    @Override
    public void binary(byte[] message) {
      Objects.requireNonNull(connection).sendBinary(message);
    }

    @Override
    public void closed() {
      SEEN.add("closed");
    }
  }

  @Test
  void the_first_protocol_is_echoed_and_no_extension() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Answer answer =
          client.open(
              "/only",
              "Sec-WebSocket-Protocol: rpc, o24LEC42wnEDXJH079HJPYTdCKq3HQtVnQ",
              "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");

      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.header("Sec-WebSocket-Protocol")).contains("rpc");
      assertThat(answer.header("Sec-WebSocket-Extensions")).isEmpty();
      assertThat(answer.header("Sec-WebSocket-Accept")).contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
  }

  @Test
  void no_protocol_is_echoed_where_none_is_offered() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.open("/only").header("Sec-WebSocket-Protocol")).isEmpty();
    }
  }

  @Test
  void the_handshake_reaches_the_endpoint_with_its_headers() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.open("/only", "Authorization: Bearer abc", "Sec-WebSocket-Protocol: rpc ,, token");
      client.frame(FIN_TEXT, bytes("handshake"));
      assertThat(client.frame().text()).isEqualTo("Bearer abc [rpc, token]");
    }
  }

  @Test
  void an_upgrade_header_tells_a_socket_from_a_plain_request() throws Exception {
    assertThat(server.ask("GET /both").body()).isEqualTo("\"plain\"");
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.open("/both").status()).isEqualTo(101);
    }
  }

  @Test
  void a_plain_request_to_a_path_of_sockets_is_told_so_by_its_contract() throws Exception {
    RawClient.Answer answer = server.ask("POST /only");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.body()).isEqualTo("{\"sockets\":\"WRONG_VERB\"}");
  }

  @Test
  void a_handshake_to_another_path_is_a_plain_request() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.open("/none").status()).isEqualTo(404);
    }
  }

  @Test
  void a_handshake_of_another_version_is_told_the_right_one() throws Exception {
    RawClient.Answer answer =
        server.ask(
            "GET /only",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 8",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

    assertThat(answer.status()).isEqualTo(426);
    assertThat(answer.header("Sec-WebSocket-Version")).contains("13");
  }

  @Test
  void a_handshake_without_key_is_refused() throws Exception {
    RawClient.Answer answer =
        server.ask(
            "GET /only", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13");

    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void a_store_that_does_not_answer_is_said_in_the_words_of_the_contract() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Answer answer = client.open("/down");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("{\"sockets\":\"STORE_UNAVAILABLE\"}");
      assertThat(answer.header("Retry-After")).contains("1");
    }
  }

  @Test
  void messages_come_in_order_on_virtual_threads() throws Exception {
    Listener listener = new Listener();
    WebSocket socket = connect(listener);

    socket.sendText("thread", true).join();
    assertThat(listener.next()).isEqualTo("text true");
    for (int i = 0; i < 500; i++) {
      socket.sendText("m", false).join();
      socket.sendText(Integer.toString(i), true).join();
    }
    for (int i = 0; i < 500; i++) {
      assertThat(listener.next()).isEqualTo("text m" + i);
    }
    socket.sendBinary(ByteBuffer.wrap(bytes("bytes")), true).join();
    assertThat(listener.next()).isEqualTo("binary bytes");
    socket.sendClose(1000, "done").join();
    assertThat(listener.next()).startsWith("closed 1000");
  }

  @Test
  void a_large_message_passes_and_a_larger_one_closes_with_1009() throws Exception {
    Listener listener = new Listener();
    WebSocket socket = connect(listener);

    socket.sendBinary(ByteBuffer.allocate(1 << 20), true).join();
    assertThat(listener.next()).startsWith("binary").hasSize("binary ".length() + (1 << 20));
    CompletableFuture<WebSocket> sent = socket.sendBinary(ByteBuffer.allocate((1 << 20) + 1), true);
    assertThat(sent).isNotCancelled();
    assertThat(listener.next()).startsWith("closed 1009");
  }

  @Test
  void text_that_is_not_utf_8_closes_with_1007() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.open("/only");
      client.frame(FIN_TEXT, new byte[] {(byte) 0xc0, (byte) 0xaf});

      assertThat(client.frame().closeCode()).isEqualTo(1007);
    }
  }

  @Test
  void a_frame_without_mask_closes_with_1002() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.open("/only");
      client.send(new byte[] {(byte) FIN_TEXT, 1, 'x'});

      assertThat(client.frame().closeCode()).isEqualTo(1002);
    }
  }

  @Test
  void a_ping_is_answered_with_its_payload() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.open("/only");
      client.frame(FIN_PING, bytes("abc"));

      RawClient.Frame pong = client.frame();
      assertThat(pong.firstByte()).isEqualTo(FIN_PONG);
      assertThat(pong.text()).isEqualTo("abc");
    }
  }

  @Test
  void pings_keep_a_socket_open_and_silence_closes_it() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.open("/only");
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(2200)) {
        client.frame(FIN_PING, bytes("p"));
        assertThat(client.frame().firstByte()).isEqualTo(FIN_PONG);
        assertThat(client.staysQuietFor(Duration.ofMillis(50))).isTrue();
      }
      client.frame(FIN_BINARY, bytes("still here"));
      assertThat(client.frame().text()).isEqualTo("still here");

      assertThat(client.frame().closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void a_close_by_the_contract_has_its_code_and_is_the_last_word() throws Exception {
    SEEN.clear();
    try (RawClient client = new RawClient(server.port())) {
      client.open("/only");
      client.frame(FIN_TEXT, bytes("bye"));
      RawClient.Frame close = client.frame();
      client.frame(FIN_TEXT, bytes("after the end"));

      assertThat(close.firstByte()).isEqualTo(FIN_CLOSE);
      assertThat(close.closeCode()).isEqualTo(4000);
      assertThat(close.text().substring(2)).isEqualTo("Signed Out");
      client.frame(FIN_CLOSE, new byte[] {0x0f, (byte) 0xa0});
      assertThat(client.isClosedByServer()).isTrue();
    }
    await("closed");
    assertThat(SEEN).doesNotContain("after the end");
  }

  @Test
  void a_client_that_ignores_the_close_frame_is_hung_up_on() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.open("/only");
      client.frame(FIN_TEXT, bytes("bye"));
      assertThat(client.frame().closeCode()).isEqualTo(4000);

      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void a_defect_closes_with_1011_and_says_nothing() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.open("/only");
      client.frame(FIN_TEXT, bytes("defect"));

      RawClient.Frame close = client.frame();
      assertThat(close.closeCode()).isEqualTo(1011);
      assertThat(close.text()).doesNotContain(TestContract.SECRET);
    }
  }

  @Test
  void a_client_that_does_not_read_is_cut_off() throws Exception {
    SEEN.clear();
    try (RawClient client = new RawClient(server.port())) {
      client.open("/only");
      client.frame(FIN_TEXT, bytes("flood"));

      await("closed");
    }
  }

  @Test
  void stopping_says_1001_and_takes_less_than_two_seconds() throws Exception {
    TestContract contract =
        new TestContract("stopping").with(new SocketRoute("/only", SocketTest::first));
    RunningServer stopping = new RunningServer(RunningServer.SMALL, contract);
    try (RawClient client = new RawClient(stopping.port())) {
      client.open("/only");
      client.frame(FIN_TEXT, bytes("hello"));
      assertThat(client.frame().text()).isEqualTo("hello");
      long begin = System.nanoTime();
      stopping.close();

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
      assertThat(client.frame().closeCode()).isEqualTo(1001);
    }
  }

  private static void await(String word) throws InterruptedException {
    String seen = SEEN.poll(5, TimeUnit.SECONDS);
    while (seen != null && !seen.equals(word)) {
      seen = SEEN.poll(5, TimeUnit.SECONDS);
    }
    assertThat(seen).isEqualTo(word);
  }

  private static WebSocket connect(Listener listener) {
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/only"), listener)
        .join();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Collects whole messages. */
  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();

    private String next() throws InterruptedException {
      return String.valueOf(messages.poll(5, TimeUnit.SECONDS));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      return add("text ", data, last, socket);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      return add("binary ", StandardCharsets.ISO_8859_1.decode(data), last, socket);
    }

    private @Nullable CompletionStage<?> add(
        String kind, CharSequence data, boolean last, WebSocket socket) {
      partial.append(data);
      if (last) {
        messages.add(kind + partial);
        partial.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      messages.add("closed " + code + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      messages.add("error " + error);
    }
  }
}
