package dev.latchkey.wire.contract.privatetoken;

import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.errors;
import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.json;
import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The own user: shown, changed, with a new password, and with a forgotten one. */
class UserTest {
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

  @Test
  void who_is_signed_in_is_shown_with_the_token() {
    HttpResponse<String> up = client.signUp("shown");

    assertThat(client.user(token(up)).body()).isEqualTo(up.body());
  }

  @Test
  void a_change_is_shown_at_once_and_at_the_next_sign_in() {
    String token = client.newToken("changer");

    HttpResponse<String> changed =
        change(token, Map.of("email", "new@example.com", "fullname", "John Smith"));

    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(json(changed))
        .containsEntry("email", "new@example.com")
        .containsEntry("fullname", "John Smith")
        .containsEntry("private_token", token);
    assertThat(client.signIn("new@example.com", "test1234").body()).isEqualTo(changed.body());
    assertThat(client.signIn("changer@example.com", "test1234").statusCode()).isEqualTo(401);
  }

  @Test
  void what_is_not_sent_stays_and_null_removes() {
    String token = client.newToken("partial");
    change(token, Map.of("fullname", "John Smith", "avatar", "http://example.com/a.png"));
    Map<String, @Nullable Object> nothing = new HashMap<>();
    nothing.put("fullname", null);

    assertThat(json(change(token, Map.of("phone_number", "123"))))
        .containsEntry("fullname", "John Smith")
        .containsEntry("email", "partial@example.com");
    assertThat(json(change(token, nothing))).containsEntry("fullname", "partial");
  }

  @Test
  void a_change_keeps_to_the_rules() {
    String token = client.newToken("ruled");
    client.signUp("neighbour");
    Map<String, @Nullable Object> nothing = new HashMap<>();
    nothing.put("email", null);

    assertThat(errors(change(token, Map.of("email", "no address")))).containsExactly("邮箱格式不正确");
    assertThat(errors(change(token, nothing))).containsExactly("邮箱不能为空");
    assertThat(errors(change(token, Map.of("email", "Neighbour@example.com"))))
        .containsExactly("邮箱已被占用");
    assertThat(errors(change(token, Map.of("fullname", "x".repeat(2001)))))
        .containsExactly("姓名过长或含有不允许的字符");
    assertThat(errors(change(token, Map.of("avatar", "http://a\r\nX: y"))))
        .containsExactly("头像地址过长或含有不允许的字符");
    assertThat(errors(change(token, Map.of("phone_number", "1\u00072"))))
        .containsExactly("手机号码过长或含有不允许的字符");
    assertThat(client.user(token).body()).contains("\"email\":\"ruled@example.com\"");
  }

  @Test
  void username_and_other_fields_of_the_server_cannot_be_changed() {
    HttpResponse<String> up = client.signUp("fixed");

    HttpResponse<String> answer =
        change(token(up), Map.of("username", "other", "id", 1, "role", "admin", "created_at", "x"));

    assertThat(answer.body()).isEqualTo(up.body());
  }

  @Test
  void a_new_password_brings_a_new_token_and_the_old_one_is_dead() {
    String old = client.newToken("renewer");

    HttpResponse<String> answer = client.changePassword(old, "test1234", "another5678");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(token(answer)).isNotEqualTo(old);
    assertThat(client.user(old).statusCode()).isEqualTo(401);
    assertThat(client.user(token(answer)).body()).isEqualTo(answer.body());
    assertThat(client.signIn("renewer", "test1234").statusCode()).isEqualTo(401);
    assertThat(client.signIn("renewer", "another5678").body()).isEqualTo(answer.body());
  }

  @Test
  void a_wrong_current_password_changes_nothing() {
    String token = client.newToken("careful");

    HttpResponse<String> answer = client.changePassword(token, "wrong-password", "another5678");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(errors(answer)).containsExactly("当前密码错误");
    assertThat(client.user(token).statusCode()).isEqualTo(200);
    assertThat(client.signIn("careful", "test1234").statusCode()).isEqualTo(200);
  }

  @Test
  void a_new_password_keeps_to_the_rules() {
    String token = client.newToken("strict");

    assertThat(errors(client.changePassword(token, "", "another5678"))).containsExactly("当前密码不能为空");
    assertThat(errors(client.changePassword(token, "test1234", "short")))
        .containsExactly("密码长度必须在 8 到 128 个字符之间");
    assertThat(
            errors(
                house.send(
                    "PUT",
                    "/api/v2/user/password",
                    "{\"current_password\":\"test1234\",\"password\":\"another5678\","
                        + "\"password_confirmation\":\"different\"}",
                    "PRIVATE-TOKEN",
                    token)))
        .containsExactly("两次输入的密码不一致");
    assertThat(client.user(token).statusCode()).isEqualTo(200);
  }

  @Test
  void a_new_password_ends_the_sessions_of_every_other_door() {
    String token = client.newToken("everywhere");
    String grant =
        house
            .post(
                "/oauth/authorize",
                "{\"username\":\"everywhere\",\"password\":\"test1234\",\"grant_type\":\"password\","
                    + "\"client_id\":\"zpjfcgu8nqgrpwlsau30ycpl2mc9ox\"}")
            .body()
            .replaceAll("\\{\"access_token\":\"(.*)\"}", "$1");
    String own = "/users/" + json(client.user(token)).get("id");
    assertThat(house.get(own, "Authorization", "OAuth " + grant).statusCode()).isEqualTo(200);

    client.changePassword(token, "test1234", "another5678");

    assertThat(house.get(own, "Authorization", "OAuth " + grant).statusCode()).isEqualTo(401);
  }

  @Test
  void asking_for_a_reset_tells_nobody_who_has_an_address() {
    client.signUp("forgetful");

    HttpResponse<String> known = reset(house, "forgetful@example.com");
    HttpResponse<String> unknown = reset(house, "nobody@example.com");

    assertThat(known.statusCode()).isEqualTo(204);
    assertThat(unknown.statusCode()).isEqualTo(204);
    assertThat(known.body()).isEmpty();
    assertThat(unknown.body()).isEmpty();
    assertThat(unknown.headers().map().keySet()).isEqualTo(known.headers().map().keySet());
  }

  @Test
  void asking_for_a_reset_needs_an_address() {
    HttpResponse<String> answer = house.post("/api/v2/reset_password", "{}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(errors(answer)).containsExactly("邮箱不能为空");
  }

  private static HttpResponse<String> reset(RunningHouse at, String email) {
    return at.post("/api/v2/reset_password", Json.write(Map.of("email", email)));
  }

  private static HttpResponse<String> change(
      String token, Map<String, ? extends @Nullable Object> body) {
    return house.send("PUT", "/api/v2/user", Json.write(body), "PRIVATE-TOKEN", token);
  }
}
