package dev.latchkey.wire.contract.privatetoken;

import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.json;
import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of signing in by WeChat. */
class WeChatTest {
  private static RunningHouse house;
  private static PrivateTokenClient client;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new PrivateTokenClient(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"weibo", "WECHAT", "wechat2", "qq"})
  void another_provider_is_not_supported(String provider) {
    HttpResponse<String> answer = house.post("/sign_in_with/" + provider, "{\"uid\":\"x\"}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo("{\"errors\":\"授权类型不支持\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | uid 不能为空",
        "{\"uid\":null} | uid 不能为空",
        "{\"uid\":\" \"} | uid 不能为空",
        "{\"uid\":\"a b\"} | uid 格式不正确",
        "{\"uid\":\"ü\"} | uid 格式不正确"
      })
  void a_uid_must_be_there_and_have_the_form_of_one(String body, String complaint) {
    HttpResponse<String> answer = house.post("/sign_in_with/wechat", body);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo("{\"errors\":\"" + complaint + "\"}");
  }

  @Test
  void a_new_account_gets_what_was_wanted_for_it() {
    HttpResponse<String> answer =
        client.weChat(
            Map.of(
                "uid",
                "wants",
                "username",
                "Wanted",
                "email",
                "wanted@example.com",
                "fullname",
                "张三",
                "avatar",
                "http://example.com/a.png",
                "phone_number",
                "1380000"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer))
        .containsEntry("username", "wanted")
        .containsEntry("email", "wanted@example.com")
        .containsEntry("fullname", "张三");
  }

  @Test
  void an_invented_address_carries_the_generated_name_even_if_another_name_is_wanted() {
    HttpResponse<String> answer = client.weChat(Map.of("uid", "named", "username", "named"));

    assertThat(json(answer)).containsEntry("username", "named");
    assertThat(String.valueOf(json(answer).get("email")))
        .matches("wx_[0-9a-f]{8}@wechat\\.invalid");
  }

  @Test
  void a_known_uid_signs_in_whatever_else_is_sent() {
    String token = token(client.weChat(Map.of("uid", "known")));

    assertThat(token(client.weChat(Map.of("uid", "known", "username", "不允许")))).isEqualTo(token);
    assertThat(token(client.weChat(Map.of("uid", "known", "email", "no address"))))
        .isEqualTo(token);
  }

  @Test
  void an_unknown_uid_is_refused_when_a_wanted_field_breaks_a_rule() {
    HttpResponse<String> answer =
        client.weChat(Map.of("uid", "unknown", "username", "不允许", "email", "no address"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo("{\"errors\":\"用户名只允许数字、大小写字母和下划线，邮箱格式不正确\"}");
  }

  @Test
  void an_account_is_never_taken_over_because_its_address_is_claimed() {
    String owner = client.newToken("owner");

    HttpResponse<String> byAddress =
        client.weChat(Map.of("uid", "attacker", "email", "owner@example.com"));
    HttpResponse<String> byName = client.weChat(Map.of("uid", "attacker", "username", "owner"));

    assertThat(byAddress.statusCode()).isEqualTo(422);
    assertThat(byAddress.body()).isEqualTo("{\"errors\":\"邮箱已被占用\"}");
    assertThat(byName.body()).isEqualTo("{\"errors\":\"用户名已被占用\"}");
    assertThat(client.user(owner).statusCode()).isEqualTo(200);
  }

  @Test
  void an_invented_address_is_no_name_to_sign_in_by() {
    Object address = json(client.weChat(Map.of("uid", "invented"))).get("email");

    assertThat(client.signIn(String.valueOf(address), "test1234").statusCode()).isEqualTo(401);
  }

  @Test
  void uids_are_compared_exactly() {
    assertThat(token(client.weChat(Map.of("uid", "Case"))))
        .isNotEqualTo(token(client.weChat(Map.of("uid", "case"))));
  }

  @Test
  void bad_input_is_told_as_one_text_here() {
    HttpResponse<String> answer = house.post("/sign_in_with/wechat", "{\"uid\":1}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("errors")).isInstanceOf(String.class);
  }
}
