package dev.latchkey.wire.contract.devicesessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The requests of the contract's document, verbatim, with the answers that it gives them. */
class DeviceSessionsDocumentTest {
  private static final String EXAMPLE =
      """
      {
        "user": {
          "email": "ololosh@mail.ru",
          "password": "Password123",
          "authorization": {
            "platform": "macOS",
            "platform_version": "10.11",
            "app": "Google Chrome",
            "app_version": "56.14.3",
            "provider": "UProgress"
          }
        }
      }
      """;

  private static RunningHouse house;
  private static DeviceClient client;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new DeviceClient(house);
    DeviceClient.token(client.signUp("ololosh@mail.ru", "ololosh"));
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void the_example_signs_in() {
    HttpResponse<String> answer = house.post("/api/v1/sessions", EXAMPLE);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    assertThat(answer.body())
        .matches("\\{\"token\":\"eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9\\.[\\w-]+\\.[\\w-]{43}\"}");
  }

  @Test
  void the_example_updates_the_previous_authorization() {
    String first = DeviceClient.token(house.post("/api/v1/sessions", EXAMPLE));
    assertThat(DeviceClient.token(house.post("/api/v1/sessions", EXAMPLE))).isEqualTo(first);
  }

  @Test
  void the_example_asks_who_is_signed_in() {
    String token = DeviceClient.token(house.post("/api/v1/sessions", EXAMPLE));
    HttpResponse<String> answer = client.current(token);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"current_user\":{\"id\":100,\"email\":\"ololosh@mail.ru\",\"nick\":\"ololosh\","
                + "\"first_name\":null,\"last_name\":null,\"description\":null,"
                + "\"location\":null,\"attachment\":null}}");
  }

  @Test
  void a_blank_email_has_the_documented_errors() {
    HttpResponse<String> answer =
        house.post("/api/v1/sessions", EXAMPLE.replace("ololosh@mail.ru", ""));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .isEqualTo("{\"errors\":{\"email\":[\"can't be blank\",\"is invalid\"]}}");
  }

  @Test
  void nothing_at_all_has_all_documented_errors_at_once() {
    assertThat(house.post("/api/v1/sessions", "{}").body())
        .isEqualTo(
            "{\"errors\":{\"email\":[\"can't be blank\",\"is invalid\"],"
                + "\"password\":[\"can't be blank\",\"is too short (minimum is 6 characters)\"],"
                + "\"authorization\":[\"can't be blank\"]}}");
  }

  @Test
  void nobody_reads_that_there_is_no_user() {
    HttpResponse<String> answer = house.get("/api/v1/sessions/current");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"user\":null,\"error\":\"User not found\"}");
  }

  @Test
  void the_table_of_parameters_signs_in_as_well() {
    HttpResponse<String> answer =
        house.post(
            "/api/v1/sessions",
            """
            {
              "email": "ololosh@mail.ru",
              "password": "Password123",
              "authorization": {
                "platform": "macOS",
                "platform_version": "10.11",
                "app_name": "Google Chrome",
                "app_version": "56.14.3",
                "provider": "UProgress"
              }
            }
            """);
    assertThat(DeviceClient.token(answer))
        .isEqualTo(DeviceClient.token(house.post("/api/v1/sessions", EXAMPLE)));
  }
}
