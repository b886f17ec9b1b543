package dev.latchkey.wire.contract.devicesessions;

import static dev.latchkey.wire.contract.devicesessions.DeviceClient.CHROME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceSessionsAuthorizationsTest {
  private static RunningHouse house;
  private static DeviceClient client;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new DeviceClient(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void the_list_holds_ones_own_and_nothing_secret() {
    String own = DeviceClient.token(client.signUp("olga"));
    String phone =
        DeviceClient.token(
            client.signIn("olga", Map.of("platform", "iOS", "device_token", "push-1")));
    DeviceClient.token(client.signUp("other"));
    HttpResponse<String> answer = client.authorizations(own);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(DeviceClient.rows(answer))
        .extracting(row -> row.get("id"))
        .containsExactly((long) DeviceClient.number(phone), (long) DeviceClient.number(own));
    assertThat(answer.body())
        .doesNotContain("push-1")
        .doesNotContain(own.split("\\.")[2])
        .doesNotContain(phone.split("\\.")[2]);
  }

  @Test
  void a_row_has_the_keys_of_the_original_in_its_order() {
    String token = DeviceClient.token(client.signUp("rowena"));
    Map<String, Object> row = DeviceClient.rows(client.authorizations(token)).getFirst();
    assertThat(row.keySet())
        .containsExactly(
            "id",
            "user_id",
            "provider",
            "platform",
            "platform_version",
            "app_name",
            "app_version",
            "last_sign_in_at",
            "created_at",
            "updated_at");
    assertThat(row)
        .containsEntry("provider", "UProgress")
        .containsEntry("platform", "macOS")
        .containsEntry("platform_version", null)
        .containsEntry("app_name", "Google Chrome")
        .containsEntry("app_version", "56.14.3");
    for (String key : List.of("last_sign_in_at", "created_at", "updated_at")) {
      assertThat((String) row.get(key))
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }
  }

  @Test
  void deleting_one_signs_it_out_and_returns_its_row() {
    String own = DeviceClient.token(client.signUp("dora"));
    String phone = DeviceClient.token(client.signIn("dora", Map.of("platform", "iOS")));
    HttpResponse<String> answer = client.end(own, DeviceClient.number(phone));
    assertThat(answer.statusCode()).isEqualTo(200);
    Map<?, ?> row = (Map<?, ?>) DeviceClient.member(DeviceClient.object(answer), "authorization");
    assertThat(row.get("id")).isEqualTo((long) DeviceClient.number(phone));
    assertThat(client.current(phone).statusCode()).isEqualTo(401);
    assertThat(client.current(own).statusCode()).isEqualTo(200);
    assertThat(DeviceClient.rows(client.authorizations(own))).hasSize(1);
    assertThat(client.end(own, DeviceClient.number(phone)).statusCode()).isEqualTo(404);
  }

  @Test
  void deleting_ones_own_is_signing_out() {
    String own = DeviceClient.token(client.signUp("otto"));
    assertThat(client.end(own, DeviceClient.number(own)).statusCode()).isEqualTo(200);
    assertThat(client.current(own).statusCode()).isEqualTo(401);
    assertThat(client.end(own, DeviceClient.number(own)).statusCode()).isEqualTo(401);
    assertThat(DeviceClient.token(client.signIn("otto", CHROME))).isNotEqualTo(own);
  }

  @Test
  void somebody_elses_is_not_there() {
    String own = DeviceClient.token(client.signUp("mallory"));
    String foreign = DeviceClient.token(client.signUp("victim"));
    HttpResponse<String> answer = client.end(own, DeviceClient.number(foreign));
    HttpResponse<String> unknown = client.end(own, 2_000_000_000);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"error\":\"Authorization not found\"}");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).isEqualTo(answer.body());
    assertThat(client.current(foreign).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "null", "abc", "1e3", "99999999999999999999", "%31%27", "current"})
  void junk_is_not_there(String id) {
    String own =
        DeviceClient.token(client.signUp("junk" + Integer.toUnsignedString(id.hashCode())));
    assertThat(client.end(own, id).statusCode()).isEqualTo(404);
    assertThat(client.current(own).statusCode()).isEqualTo(200);
  }

  @Test
  void nobody_lists_and_nobody_deletes() {
    HttpResponse<String> list = house.get("/api/v1/authorizations");
    assertThat(list.statusCode()).isEqualTo(401);
    assertThat(list.body()).isEqualTo("{\"error\":\"User not found\"}");
    HttpResponse<String> end = house.send("DELETE", "/api/v1/authorizations/1", "");
    assertThat(end.statusCode()).isEqualTo(401);
    assertThat(end.body()).isEqualTo("{\"error\":\"User not found\"}");
  }
}
