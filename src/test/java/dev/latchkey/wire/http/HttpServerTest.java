package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpServerTest {
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(RunningServer.SMALL, TestContract.full());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void an_answer_has_the_headers_that_every_answer_has() throws Exception {
    RawClient.Answer answer = server.ask("GET /plain");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"ok\":true}");
    assertThat(answer.header("Content-Type")).contains("application/json; charset=utf-8");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("X-Request-Id")).isPresent();
    assertThat(answer.header("X-Finished")).contains("test");
    assertThat(answer.header("Server")).isEmpty();
  }
}
