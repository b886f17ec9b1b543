package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class HealthTest {
  @Test
  void a_process_that_answers_is_live() {
    assertSays("/health/live", () -> false, 200, "{\"status\":\"live\"}");
  }

  @Test
  void a_server_that_can_work_is_ready() {
    assertSays("/health/ready", () -> true, 200, "{\"status\":\"ready\"}");
  }

  @Test
  void a_server_that_cannot_work_is_not_ready() {
    assertSays("/health/ready", () -> false, 503, "{\"status\":\"not ready\"}");
  }

  @Test
  void a_server_that_is_about_to_stop_is_not_ready_and_still_live() {
    Health health = new Health(() -> true);
    Router router = new Router(List.of(health));
    assertThat(router.answer(get("/health/ready")).status()).isEqualTo(200);

    health.leave();

    assertThat(router.answer(get("/health/ready")).status()).isEqualTo(503);
    assertThat(router.answer(get("/health/live")).status()).isEqualTo(200);
  }

  @Test
  void a_check_that_fails_counts_as_no() {
    BooleanSupplier failing =
        () -> {
          throw new IllegalStateException("no connection");
        };
    assertSays("/health/ready", failing, 503, "{\"status\":\"not ready\"}");
  }

  @Test
  void the_document_of_a_contract_is_served() {
    Router router = new Router(List.of(new OpenApiDocs(List.of("private-token"))));

    Reply reply = router.answer(get("/openapi/private-token.yaml"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).contains("application/yaml; charset=utf-8");
    assertThat(new String(reply.body(), StandardCharsets.UTF_8)).startsWith("openapi: 3.");
    assertThat(router.answer(get("/openapi/other.yaml")).status()).isEqualTo(404);
    assertThat(router.answer(get("/openapi/../sql/common/V002__tables.sql")).status())
        .isEqualTo(404);
  }

  private static void assertSays(String path, BooleanSupplier ready, int status, String body) {
    Reply reply = new Router(List.of(new Health(ready))).answer(get(path));

    assertThat(reply.status()).isEqualTo(status);
    assertThat(new String(reply.body(), StandardCharsets.UTF_8)).isEqualTo(body);
  }

  private static Request get(String path) {
    return new Request("GET", path, null, Map.of(), Map.of(), new byte[0], false, Origin.LOCAL);
  }
}
