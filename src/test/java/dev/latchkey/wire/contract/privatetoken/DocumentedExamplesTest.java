package dev.latchkey.wire.contract.privatetoken;

import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.json;
import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests of the document, byte for byte, on a default start. */
class DocumentedExamplesTest {
  private static final String SIGN_UP =
      """
      {
        "username": "john_smith",
        "email": "john@example.com",
        "password": "test1234",
        "apassword_confirmation": "test1234"
      }
      """;
  private static final String SIGN_IN =
      """
      {
        "email": "john@example.com",
        "password": "test1234"
      }
      """;
  private static final String WECHAT =
      """
      {
        "uid": "test_uid"
      }
      """;

  private RunningHouse house;

  @BeforeEach
  void start() {
    house = RunningHouse.start();
  }

  @AfterEach
  void stop() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/api/v2"})
  void sign_up_answers_the_documented_user(String prefix) {
    HttpResponse<String> answer = house.post(prefix + "/sign_up", SIGN_UP);

    assertIsUser(answer);
    assertThat(json(answer))
        .containsEntry("username", "john_smith")
        .containsEntry("email", "john@example.com")
        .containsEntry("fullname", "john_smith");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/api/v2"})
  void sign_in_by_the_example_answers_the_same_user_with_the_same_token(String prefix) {
    String signedUp = house.post("/sign_up", SIGN_UP).body();

    HttpResponse<String> answer = house.post(prefix + "/sign_in", SIGN_IN);

    assertIsUser(answer);
    assertThat(answer.body()).isEqualTo(signedUp);
  }

  @ParameterizedTest
  @ValueSource(strings = {"john_smith", "john@example.com", "JOHN_SMITH", "John@Example.COM"})
  void sign_in_by_the_table_takes_username_and_address(String login) {
    String signedUp = house.post("/sign_up", SIGN_UP).body();

    HttpResponse<String> answer =
        house.post("/sign_in", "{\"login\":\"" + login + "\",\"password\":\"test1234\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(signedUp);
  }

  @Test
  void sign_up_by_the_table_takes_the_other_name_of_the_confirmation() {
    HttpResponse<String> answer =
        house.post("/sign_up", SIGN_UP.replace("apassword_confirmation", "password_confirmation"));

    assertIsUser(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/api/v2"})
  void wechat_by_the_example_makes_an_account_and_finds_it_again(String prefix) {
    HttpResponse<String> first = house.post(prefix + "/sign_in_with/wechat", WECHAT);
    HttpResponse<String> second = house.post(prefix + "/sign_in_with/wechat", WECHAT);

    assertIsUser(first);
    assertThat(String.valueOf(json(first).get("username"))).matches("wx_[0-9a-f]{8}");
    assertThat(json(first))
        .containsEntry("email", json(first).get("username") + "@wechat.invalid")
        .containsEntry("fullname", json(first).get("username"));
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void forms_are_read_like_json() {
    HttpResponse<String> up =
        form(
            "/sign_up",
            "username=john&email=john%40example.com&password=test1234"
                + "&password_confirmation=test1234");
    HttpResponse<String> in = form("/sign_in", "login=john&password=test1234");
    HttpResponse<String> weChat = form("/sign_in_with/wechat", "uid=test_uid");

    assertIsUser(up);
    assertThat(in.body()).isEqualTo(up.body());
    assertIsUser(weChat);
  }

  @Test
  void the_token_works_as_header_and_as_parameter() {
    HttpResponse<String> up = house.post("/sign_up", SIGN_UP);
    String token = token(up);

    assertThat(house.get("/api/v2/user", "PRIVATE-TOKEN", token).body()).isEqualTo(up.body());
    assertThat(house.get("/api/v2/user?private_token=" + token).body()).isEqualTo(up.body());
    assertThat(house.send("PUT", "/api/v2/user", "{\"private_token\":\"" + token + "\"}").body())
        .isEqualTo(up.body());
  }

  private HttpResponse<String> form(String path, String body) {
    return house.post(path, body, "Content-Type", "application/x-www-form-urlencoded");
  }

  private static void assertIsUser(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Content-Type"))
        .containsExactly("application/json; charset=utf-8");
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(json(answer).keySet())
        .containsExactly("id", "username", "email", "fullname", "private_token", "created_at");
    assertThat((Long) json(answer).get("id")).isBetween(100L, (long) Integer.MAX_VALUE);
    assertThat(token(answer)).matches("[A-Za-z0-9_-]{22,}");
    assertThat(String.valueOf(json(answer).get("created_at")))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  }
}
