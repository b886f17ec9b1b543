package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of the contract's document, as they stand there, against a default start. */
class JwtSessionsDocumentTest {
  private static final String SHOWN_AT_SIGN_IN =
      "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE2MDQ1OTYzNjEsInVzZXJfaWQiOjM4NSwidWlkIjoiYzhlZGI4N2MtYzEx"
          + "NC00Mjg0LWFkOGQtN2Q3YjYxOTEzMGQyIiwicnVpZCI6IjdjNWUxNTBiLTY0NDUtNDk1ZS1iZDg5LWQ0ZDQ0MmZm"
          + "ODEzYSJ9.gDMlJC4viWI-2BxmklNe8E5992BdbDccwePtwTS9tU0";
  private static final String SHOWN_AT_SIGN_OUT =
      "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE2MDQ1OTYzNjEsInVzZXJfaWQiOjM4NiwidWlkIjoiZGYwNDI5MzgtMjgz"
          + "ZC00NjY2LTgxZTMtMTkxZjg2NDkzZDhkIiwicnVpZCI6ImQwY2Q3YzZiLTA3MmUtNDE3Ny04MzQxLWE1Y2FmMWJj"
          + "NDBjYSJ9.yxQQ8roasTRu4RPm0HKmYmTfpmK1nhWdmHDUuL-O-2E";
  private static final String CSRF_FORM = "[A-Za-z0-9+/]{86}==";
  private static final String UUID4 =
      "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

  private RunningHouse house;

  @BeforeEach
  void start() {
    house = RunningHouse.start();
  }

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void the_documented_sign_up_is_answered_as_documented() {
    HttpResponse<String> answer =
        house.post(
            "/v1/auth",
            """
            {
              "email": "chelsey@prohaska.name",
              "password": "6JzwdrAeiTeDrL",
              "password_confirmation": "6JzwdrAeiTeDrL"
            }
            """,
            "Accept",
            "application/json",
            "Content-Type",
            "application/json");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertIsCsrfAlone(answer);
    assertThat(setCookie(answer)).matches("jwt_access=[^;]+; HttpOnly; Path=/; SameSite=Lax");
  }

  @Test
  void the_documented_sign_in_is_answered_as_documented_whatever_token_it_shows() {
    new JwtClient(house).signUp("ranae@barrows.ca");
    HttpResponse<String> answer =
        house.post(
            "/v1/auth/sign_in",
            """
            {
              "email": "ranae@barrows.ca",
              "password": "2L2Ug5U4tqH"
            }
            """,
            "Accept",
            "application/json",
            "Authorization",
            SHOWN_AT_SIGN_IN,
            "Content-Type",
            "application/json");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertIsCsrfAlone(answer);
    assertThat(setCookie(answer)).matches("jwt_access=[^;]+; HttpOnly; Path=/; SameSite=Lax");
  }

  @Test
  void the_documented_sign_out_is_answered_as_documented() {
    JwtClient client = JwtClient.of(house);
    HttpResponse<String> answer =
        house.send(
            "DELETE",
            "/v1/auth/sign_out",
            "",
            "Accept",
            "application/json",
            "Authorization",
            client.access(),
            "Content-Type",
            "application/json");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .contains("application/json; charset=utf-8");
    assertThat(answer.body()).isEqualTo("\"ok\"");
  }

  @Test
  void the_tokens_printed_in_the_document_sign_nobody_in_or_out() {
    for (String token : List.of(SHOWN_AT_SIGN_IN, SHOWN_AT_SIGN_OUT)) {
      HttpResponse<String> answer =
          house.send("DELETE", "/v1/auth/sign_out", "", "Authorization", token);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("{\"error\":\"Not authorized\"}");
      assertThat(JwtClient.statusOf(house, token)).isEqualTo(401);
    }
  }

  @Test
  void the_access_token_has_the_documented_form() {
    JwtClient client = JwtClient.of(house);
    String token = client.access();
    assertThat(token.split("\\.", -1)).hasSize(3);
    assertThat(token).startsWith("eyJhbGciOiJIUzI1NiJ9.");
    Map<String, @Nullable Object> payload = JwtClient.payload(token);
    assertThat(payload.keySet()).containsExactly("exp", "user_id", "uid", "ruid");
    assertThat(payload.get("user_id")).isInstanceOf(Long.class);
    assertThat((String) payload.get("uid")).matches(UUID4);
    assertThat((String) payload.get("ruid")).matches(UUID4);
    long left = JwtClient.expiryOf(token) - house.clock().now().getEpochSecond();
    assertThat(left).isBetween(3590L, 3600L);
    assertThat(JwtClient.payloadText(token))
        .isEqualTo(
            "{\"exp\":%s,\"user_id\":%s,\"uid\":\"%s\",\"ruid\":\"%s\"}"
                .formatted(
                    payload.get("exp"),
                    payload.get("user_id"),
                    payload.get("uid"),
                    payload.get("ruid")));
  }

  @Test
  void a_wrong_password_and_an_unknown_address_are_one_answer() {
    new JwtClient(house).signUp("ranae@barrows.ca");
    HttpResponse<String> wrong = new JwtClient(house).signIn("ranae@barrows.ca", "2L2Ug5U4tqX");
    HttpResponse<String> unknown = new JwtClient(house).signIn("nobody@barrows.ca", "2L2Ug5U4tqX");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo("{\"error\":\"Not authorized\"}");
    assertThat(unknown.body()).isEqualTo(wrong.body());
    assertThat(unknown.headers().map().keySet()).isEqualTo(wrong.headers().map().keySet());
    assertThat(unknown.headers().allValues("set-cookie")).isEmpty();
    assertThat(wrong.headers().allValues("set-cookie")).isEmpty();
  }

  @Test
  void a_failing_sign_in_may_be_a_form() {
    HttpResponse<String> answer =
        house.post(
            "/v1/auth/sign_in",
            "email=a%40example.com&password=wrong",
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"error\":\"Not authorized\"}");
  }

  @Test
  void forms_sign_up_and_in_as_json_does() {
    String form = "application/x-www-form-urlencoded";
    HttpResponse<String> up =
        house.post(
            "/v1/auth",
            "email=form%40example.com&password=with+a+space&password_confirmation=with%20a%20space",
            "Content-Type",
            form);
    assertThat(up.statusCode()).isEqualTo(201);
    assertIsCsrfAlone(up);
    HttpResponse<String> in =
        house.post(
            "/v1/auth/sign_in",
            "email=form%40example.com&password=with+a+space",
            "Content-Type",
            form);
    assertThat(in.statusCode()).isEqualTo(200);
    assertIsCsrfAlone(in);
  }

  @Test
  void an_empty_sign_up_gets_the_documented_words() {
    HttpResponse<String> answer = house.post("/v1/auth", "{}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"Email can't be blank Email is invalid Password can't be blank Password"
                + " is too short (minimum is 8 characters) Password confirmation can't be"
                + " blank\"}");
  }

  @Test
  void a_taken_address_is_said_to_be() {
    new JwtClient(house).signUp("ranae@barrows.ca");
    HttpResponse<String> again = house.post("/v1/auth", JwtClient.signUpBody("RANAE@barrows.ca"));
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).isEqualTo("{\"error\":\"Email is already used\"}");
    assertThat(again.headers().allValues("set-cookie")).isEmpty();
  }

  @Test
  void another_confirmation_is_refused_in_the_documented_words() {
    HttpResponse<String> answer =
        house.post(
            "/v1/auth",
            JwtClient.json(
                "email", "a@example.com", "password", "12345678", "password_confirmation", "1"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo("{\"error\":\"Does not match to password\"}");
  }

  @Test
  void a_sign_out_without_a_token_is_not_authorized() {
    HttpResponse<String> answer = house.send("DELETE", "/v1/auth/sign_out", "");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"error\":\"Not authorized\"}");
  }

  @Test
  void the_short_paths_are_the_same_operations() {
    JwtClient client = new JwtClient(house);
    HttpResponse<String> up = house.post("/signup", JwtClient.signUpBody("short@example.com"));
    assertThat(up.statusCode()).isEqualTo(201);
    HttpResponse<String> in =
        house.post(
            "/signin", JwtClient.json("email", "short@example.com", "password", "2L2Ug5U4tqH"));
    assertThat(in.statusCode()).isEqualTo(200);
    client.signIn("short@example.com", "2L2Ug5U4tqH");
    assertThat(client.byCookie("GET", "/me").statusCode()).isEqualTo(200);
    house.clock().advance(java.time.Duration.ofSeconds(3601));
    assertThat(client.byCookie("GET", "/me").statusCode()).isEqualTo(401);
    assertThat(client.byCookie("POST", "/refresh").statusCode()).isEqualTo(200);
    assertThat(client.byCookie("GET", "/me").statusCode()).isEqualTo(200);
    assertThat(client.byCookie("DELETE", "/signin").body()).isEqualTo("\"ok\"");
    assertThat(client.byCookie("GET", "/me").statusCode()).isEqualTo(401);
  }

  @Test
  void a_wrong_verb_is_told_in_this_contract_s_words() {
    HttpResponse<String> answer = house.get("/v1/auth/sign_in");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow").orElseThrow()).contains("POST");
    assertThat(answer.body()).isEqualTo("{\"error\":\"Method not allowed\"}");
  }

  @Test
  void the_check_shows_the_account() {
    JwtClient client = new JwtClient(house);
    client.signUp("Ranae@Barrows.ca");
    HttpResponse<String> answer = client.byHeader("GET", "/v1/auth/me");
    assertThat(answer.statusCode()).isEqualTo(200);
    Map<String, @Nullable Object> payload = JwtClient.payload(client.access());
    assertThat(answer.body())
        .isEqualTo(
            "{\"id\":%s,\"email\":\"Ranae@Barrows.ca\",\"name\":\"Ranae\",\"email_confirmed\":false}"
                .formatted(payload.get("user_id")));
  }

  private static void assertIsCsrfAlone(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("content-type"))
        .contains("application/json; charset=utf-8");
    Map<String, @Nullable Object> body = JwtClient.object(answer.body());
    assertThat(body.keySet()).containsExactly("csrf");
    assertThat((String) body.get("csrf")).matches(CSRF_FORM);
    assertThat(answer.body()).isEqualTo("{\"csrf\":\"" + body.get("csrf") + "\"}");
  }

  private static String setCookie(HttpResponse<String> answer) {
    List<String> lines = answer.headers().allValues("set-cookie");
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }
}
