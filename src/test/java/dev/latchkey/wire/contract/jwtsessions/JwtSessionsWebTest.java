package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Browsers: cookies, pages of other sites, preflights, caches. */
class JwtSessionsWebTest {
  private static final String PAGE = "http://localhost:8080";
  private static final String ALLOW = "access-control-allow-origin";
  private static RunningHouse house;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void a_preflight_is_answered_before_any_token_is_looked_at() {
    for (String path :
        List.of("/v1/auth", "/v1/auth/sign_in", "/v1/auth/sign_out", "/v1/auth/refresh", "/me")) {
      HttpResponse<String> answer =
          house.send(
              "OPTIONS",
              path,
              "",
              "Origin",
              PAGE,
              "Access-Control-Request-Method",
              "DELETE",
              "Access-Control-Request-Headers",
              "content-type,x-csrf-token");
      assertThat(answer.statusCode()).as(path).isEqualTo(204);
      assertThat(answer.headers().firstValue(ALLOW)).contains(PAGE);
      assertThat(answer.headers().firstValue("access-control-allow-credentials")).contains("true");
      assertThat(answer.headers().firstValue("access-control-allow-methods").orElseThrow())
          .contains("DELETE", "PATCH", "POST");
      assertThat(answer.headers().firstValue("access-control-allow-headers").orElseThrow())
          .containsIgnoringCase("content-type")
          .containsIgnoringCase("x-csrf-token")
          .containsIgnoringCase("authorization")
          .containsIgnoringCase("x-refresh-token");
      assertThat(answer.headers().allValues("vary")).anyMatch(line -> line.contains("Origin"));
    }
  }

  @Test
  void answers_and_refusals_are_shared_with_a_page_that_may_call() {
    HttpResponse<String> refused = house.get("/v1/auth/me", "Origin", PAGE);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue(ALLOW)).contains(PAGE);
    HttpResponse<String> malformed = house.post("/v1/auth", "{", "Origin", PAGE);
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.headers().firstValue(ALLOW)).contains(PAGE);
    HttpResponse<String> verb = house.get("/v1/auth/sign_in", "Origin", PAGE);
    assertThat(verb.statusCode()).isEqualTo(405);
    assertThat(verb.headers().firstValue(ALLOW)).contains(PAGE);
  }

  @Test
  void a_page_of_another_site_gets_nothing_and_does_nothing() {
    String email = JwtClient.newAddress();
    JwtClient client = new JwtClient(house);
    client.signUp(email);
    for (String origin :
        List.of(
            "null",
            "https://evil.example",
            "http://localhost.evil.example:8080",
            "http://localhost:8080.evil.example",
            "http://user@localhost:8080",
            "http://localhost.:8080",
            "http://xn--lcalhost-9za:8080")) {
      HttpResponse<String> up =
          house.post("/v1/auth", JwtClient.signUpBody("x@example.com"), "Origin", origin);
      assertThat(up.statusCode()).as(origin).isEqualTo(403);
      assertThat(up.body()).isEqualTo("{\"error\":\"Forbidden\"}");
      assertThat(up.headers().allValues("set-cookie")).isEmpty();
      HttpResponse<String> in =
          house.post(
              "/v1/auth/sign_in",
              "email=" + email.replace("@", "%40") + "&password=" + JwtClient.PASSWORD,
              "Content-Type",
              "application/x-www-form-urlencoded",
              "Origin",
              origin);
      assertThat(in.statusCode()).isEqualTo(403);
      assertThat(in.headers().allValues("set-cookie")).isEmpty();
      HttpResponse<String> me = client.byCookie("GET", "/v1/auth/me", "Origin", origin);
      assertThat(me.statusCode()).isEqualTo(403);
      assertThat(me.headers().firstValue(ALLOW)).isEmpty();
      assertThat(me.headers().firstValue("access-control-allow-credentials")).isEmpty();
      assertThat(me.headers().allValues("vary")).anyMatch(line -> line.contains("Origin"));
      HttpResponse<String> out = client.byCookie("DELETE", "/v1/auth/sign_out", "Origin", origin);
      assertThat(out.statusCode()).isEqualTo(403);
    }
    assertThat(JwtClient.statusOf(house, client.access())).isEqualTo(200);
    assertThat(house.post("/v1/auth", JwtClient.signUpBody("x@example.com")).statusCode())
        .as("the refused sign-ups made no account")
        .isEqualTo(201);
  }

  @Test
  void what_a_browser_calls_cross_site_is_refused_even_without_an_origin() {
    JwtClient client = JwtClient.of(house);
    HttpResponse<String> navigated =
        client.byCookie("GET", "/me", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate");
    assertThat(navigated.statusCode()).isEqualTo(403);
    assertThat(
            client
                .byCookie("GET", "/me", "Sec-Fetch-Site", "cross-site", "Origin", PAGE)
                .statusCode())
        .isEqualTo(200);
    assertThat(client.byCookie("GET", "/me", "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(200);
  }

  @Test
  void with_the_cookie_of_one_session_no_other_csrf_token_acts() {
    String email = JwtClient.newAddress();
    JwtClient one = new JwtClient(house);
    one.signUp(email);
    JwtClient other = new JwtClient(house);
    other.signIn(email, JwtClient.PASSWORD);
    HttpResponse<String> answer =
        house.send(
            "DELETE",
            "/v1/auth/sign_out",
            "",
            "Cookie",
            one.cookieHeader(),
            "X-CSRF-Token",
            other.csrf());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(JwtClient.statusOf(house, one.access())).isEqualTo(200);
  }

  @Test
  void every_cookie_is_kept_from_scripts_and_small() {
    HttpResponse<String> up = new JwtClient(house).signUp(JwtClient.newAddress());
    String cookie = up.headers().firstValue("set-cookie").orElseThrow();
    assertThat(cookie).contains("; HttpOnly").contains("; Path=/").contains("; SameSite=Lax");
    assertThat(cookie).doesNotContain("Domain").hasSizeLessThan(4096);
  }

  @Test
  void a_cookie_that_the_original_server_left_below_a_path_is_cleared_at_the_next_sign_in() {
    String email = JwtClient.newAddress();
    JwtClient client = new JwtClient(house);
    client.signUp(email);
    for (String stale :
        List.of("jwt_access=left.over.token", "jwt_access=left; jwt_access=" + client.access())) {
      HttpResponse<String> in =
          new JwtClient(house).signIn(email, JwtClient.PASSWORD, "Cookie", stale);
      List<String> cookies = in.headers().allValues("set-cookie");
      assertThat(cookies).hasSize(3);
      assertThat(cookies.getFirst()).matches("jwt_access=[^;]+; HttpOnly; Path=/; SameSite=Lax");
      assertThat(cookies)
          .contains(
              "jwt_access=; HttpOnly; Path=/v1/auth; Max-Age=0",
              "jwt_access=; HttpOnly; Path=/v1; Max-Age=0");
    }
    HttpResponse<String> again =
        new JwtClient(house).signIn(email, JwtClient.PASSWORD, "Cookie", client.cookieHeader());
    assertThat(again.headers().allValues("set-cookie")).hasSize(1);
  }

  @Test
  void every_answer_stays_out_of_caches_and_of_content_sniffing() {
    JwtClient client = JwtClient.of(house);
    for (HttpResponse<String> answer :
        List.of(
            house.post("/v1/auth", "{}"),
            house.post("/v1/auth", "{"),
            house.post("/v1/auth/sign_in", "{}"),
            house.get("/v1/auth/sign_in"),
            house.get("/v1/auth/me"),
            client.byHeader("GET", "/v1/auth/me"),
            client.byHeader("DELETE", "/v1/auth/sign_out"))) {
      assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
      assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    }
  }
}
