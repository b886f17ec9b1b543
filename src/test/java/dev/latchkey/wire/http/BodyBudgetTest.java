package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many large bodies at once cannot fill the memory. */
class BodyBudgetTest {
  private static final int LIMIT = 64 * 1024;
  private static final String LARGE = "\"" + "x".repeat(LIMIT - 2) + "\"";

  private final RunningServer server =
      new RunningServer(
          HttpSettings.DEFAULT.listeningAt("127.0.0.1", 0), 2L * LIMIT, TestContract.full());
  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (RawClient client : clients) {
      client.close();
    }
    server.close();
  }

  private static String head(int length) {
    return RunningServer.head("POST /echo", "Content-Length: " + length);
  }

  /** Announces a large body and sends the beginning of it. */
  private RawClient begin(int sent) throws Exception {
    RawClient client = new RawClient(server.port());
    clients.add(client);
    client.send(head(LIMIT) + LARGE.substring(0, sent));
    return client;
  }

  private RawClient.Answer whole(String body) throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(head(body.length()) + body);
      return client.receive();
    }
  }

  @Test
  void a_body_beyond_the_budget_is_refused_and_small_ones_go_on() throws Exception {
    RawClient first = begin(LIMIT - 1);
    begin(LIMIT - 1);
    RawClient.Answer refused = whole(LARGE);
    for (int i = 0; i < 500 && refused.status() != 503; i++) {
      // What the two sent may still be on its way.
      Thread.sleep(10);
      refused = whole(LARGE);
    }

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).contains("1");
    assertThat(whole("\"small\"").status()).isEqualTo(200);

    first.send("\"");
    assertThat(first.receive().status()).isEqualTo(200);
    assertThat(whole(LARGE).status()).isEqualTo(200);
  }

  @Test
  void a_length_that_is_only_announced_takes_no_memory() throws Exception {
    for (int i = 0; i < 100; i++) {
      begin(0);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(whole(LARGE).status()).isEqualTo(200);
    }
  }
}
