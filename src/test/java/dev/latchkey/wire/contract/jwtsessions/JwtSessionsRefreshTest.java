package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refresh by the expired access token and by the refresh token, and what is taken for misuse. */
class JwtSessionsRefreshTest {
  private static final String REFRESH = "/v1/auth/refresh";
  private static final Duration HOUR = Duration.ofHours(1);

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
  void an_expired_access_token_in_the_cookie_is_replaced() {
    JwtClient client = JwtClient.of(house);
    String before = client.access();
    String oldCsrf = client.csrf();
    house.clock().advance(HOUR);
    assertThat(client.byCookie("GET", "/v1/auth/me").statusCode()).isEqualTo(401);

    HttpResponse<String> answer = client.byCookie("POST", REFRESH);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JwtClient.object(answer.body()).keySet()).containsExactly("csrf");
    Map<String, @Nullable Object> old = JwtClient.payload(before);
    Map<String, @Nullable Object> renewed = JwtClient.payload(client.access());
    assertThat(renewed.get("ruid")).isEqualTo(old.get("ruid"));
    assertThat(renewed.get("user_id")).isEqualTo(old.get("user_id"));
    assertThat(renewed.get("uid")).isNotEqualTo(old.get("uid"));
    assertThat(JwtClient.expiryOf(client.access()))
        .isGreaterThanOrEqualTo(JwtClient.expiryOf(before) + 3600);
    assertThat(JwtClient.secretOf(client.csrf())).isNotEqualTo(JwtClient.secretOf(oldCsrf));
    assertThat(client.byCookie("GET", "/v1/auth/me").statusCode()).isEqualTo(200);
    assertThat(JwtClient.statusOf(house, before)).isEqualTo(401);
  }

  @Test
  void after_a_refresh_only_the_new_csrf_token_is_taken() {
    JwtClient client = JwtClient.of(house);
    String oldCsrf = client.csrf();
    house.clock().advance(HOUR);
    client.byCookie("POST", REFRESH);
    assertThat(
            house
                .send(
                    "DELETE",
                    "/v1/auth/sign_out",
                    "",
                    "Cookie",
                    client.cookieHeader(),
                    "X-CSRF-Token",
                    oldCsrf)
                .statusCode())
        .isEqualTo(401);
    assertThat(client.byCookie("DELETE", "/v1/auth/sign_out").statusCode()).isEqualTo(200);
  }

  @Test
  void a_refresh_by_cookie_owes_a_csrf_token_and_harms_nothing_without_it() {
    JwtClient client = JwtClient.of(house);
    house.clock().advance(HOUR);
    assertThat(house.post(REFRESH, "{}", "Cookie", client.cookieHeader()).statusCode())
        .isEqualTo(401);
    assertThat(
            house
                .post(
                    REFRESH,
                    "{}",
                    "Cookie",
                    client.cookieHeader(),
                    "X-CSRF-Token",
                    JwtClient.of(house).csrf())
                .statusCode())
        .isEqualTo(401);
    assertThat(client.byCookie("POST", REFRESH).statusCode()).isEqualTo(200);
  }

  @Test
  void an_access_token_that_has_not_expired_is_refused_and_the_session_stays() {
    JwtClient client = JwtClient.of(house);
    assertThat(client.byCookie("POST", REFRESH).statusCode()).isEqualTo(401);
    assertThat(client.byHeader("POST", REFRESH).statusCode()).isEqualTo(401);
    assertThat(client.byCookie("GET", "/v1/auth/me").statusCode()).isEqualTo(200);
    house.clock().advance(HOUR);
    assertThat(client.byCookie("POST", REFRESH).statusCode()).isEqualTo(200);
  }

  @Test
  void within_the_grace_the_token_just_replaced_gets_the_same_successor() {
    JwtClient client = JwtClient.of(house);
    house.clock().advance(HOUR);
    String cookie = client.cookieHeader();
    String csrf = client.csrf();
    client.byCookie("POST", REFRESH);
    house.clock().advance(Duration.ofSeconds(9));

    HttpResponse<String> again = house.post(REFRESH, "{}", "Cookie", cookie, "X-CSRF-Token", csrf);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.headers().firstValue("set-cookie").orElseThrow())
        .startsWith("jwt_access=" + client.access() + ";");
    String csrfAgain = JwtClient.csrfOf(again);
    assertThat(csrfAgain).isNotEqualTo(client.csrf());
    assertThat(JwtClient.secretOf(csrfAgain)).isEqualTo(JwtClient.secretOf(client.csrf()));
    assertThat(client.byCookie("GET", "/v1/auth/me").statusCode()).isEqualTo(200);
  }

  @Test
  void a_replayed_token_beyond_the_grace_ends_the_session() {
    JwtClient client = JwtClient.of(house);
    String old = client.access();
    house.clock().advance(HOUR);
    client.byCookie("POST", REFRESH);
    house.clock().advance(Duration.ofSeconds(11));
    assertThat(client.byCookie("GET", "/v1/auth/me").statusCode()).isEqualTo(200);

    assertThat(house.post(REFRESH, "{}", "Authorization", old).statusCode()).isEqualTo(401);

    assertThat(client.byCookie("GET", "/v1/auth/me").statusCode()).isEqualTo(401);
    house.clock().advance(HOUR);
    assertThat(client.byCookie("POST", REFRESH).statusCode()).isEqualTo(401);
  }

  @Test
  void a_replayed_cookie_without_its_csrf_token_ends_nothing() {
    JwtClient client = JwtClient.of(house);
    String old = client.cookieHeader();
    house.clock().advance(HOUR);
    client.byCookie("POST", REFRESH);
    house.clock().advance(Duration.ofSeconds(11));
    assertThat(house.post(REFRESH, "{}", "Cookie", old).statusCode()).isEqualTo(401);
    assertThat(client.byCookie("GET", "/v1/auth/me").statusCode()).isEqualTo(200);
  }

  @Test
  void a_token_two_generations_old_ends_the_session_even_within_the_grace() {
    JwtClient client = JwtClient.of(house);
    String first = client.access();
    house.clock().advance(HOUR);
    client.byCookie("POST", REFRESH);
    house.clock().advance(HOUR);
    client.byCookie("POST", REFRESH);
    assertThat(house.post(REFRESH, "{}", "Authorization", first).statusCode()).isEqualTo(401);
    assertThat(client.byCookie("GET", "/v1/auth/me").statusCode()).isEqualTo(401);
  }

  @Test
  void the_oldest_token_ends_the_session_however_long_ago_it_was_replaced() {
    JwtClient client = JwtClient.of(house);
    String first = client.access();
    for (int day = 1; day < 7; day++) {
      house.clock().advance(HOUR.multipliedBy(24));
      assertThat(client.byCookie("POST", REFRESH).statusCode()).isEqualTo(200);
      assertThat(house.house().features().runChores().run()).isTrue();
    }
    assertThat(client.byCookie("GET", "/v1/auth/me").statusCode()).isEqualTo(200);

    assertThat(house.post(REFRESH, "{}", "Authorization", first).statusCode()).isEqualTo(401);

    assertThat(client.byCookie("GET", "/v1/auth/me").statusCode()).isEqualTo(401);
  }

  @Test
  void replaced_tokens_go_a_day_after_their_session_could_last() {
    JwtClient client = JwtClient.of(house);
    for (int day = 1; day < 7; day++) {
      house.clock().advance(HOUR.multipliedBy(24));
      client.byCookie("POST", REFRESH);
    }
    house.clock().advance(HOUR.multipliedBy(47));
    house.house().features().runChores().run();
    assertThat(house.house().features().runChores().removed("tokens")).isZero();

    house.clock().advance(HOUR.multipliedBy(2));
    house.house().features().runChores().run();

    assertThat(house.house().features().runChores().removed("tokens")).isEqualTo(6);
  }

  @Test
  void the_session_dies_one_refresh_lifetime_after_sign_in_however_busy_it_is() {
    JwtClient client = JwtClient.of(house);
    for (int hour = 1; hour < 7 * 24; hour += 23) {
      house.clock().advance(HOUR.multipliedBy(23));
      if (hour + 23 < 7 * 24) {
        assertThat(client.byCookie("POST", REFRESH).statusCode())
            .as("hour %d", hour)
            .isEqualTo(200);
      }
    }
    house.clock().advance(HOUR.multipliedBy(24));
    assertThat(client.byCookie("POST", REFRESH).statusCode()).isEqualTo(401);
    assertThat(client.byCookie("DELETE", "/v1/auth/sign_out").statusCode()).isEqualTo(401);
  }

  @Test
  void an_access_token_never_outlives_its_session() {
    JwtClient client = JwtClient.of(house);
    long end = JwtClient.expiryOf(client.access()) - 3600 + 604_800;
    house.clock().advance(Duration.ofDays(7).minusMinutes(30));
    assertThat(client.byCookie("POST", REFRESH).statusCode()).isEqualTo(200);
    assertThat(JwtClient.expiryOf(client.access())).isEqualTo(end);
    house.clock().advance(Duration.ofSeconds(1790));
    assertThat(client.byCookie("GET", "/v1/auth/me").statusCode()).isEqualTo(200);
    house.clock().advance(Duration.ofSeconds(10));
    assertThat(client.byCookie("GET", "/v1/auth/me").statusCode()).isEqualTo(401);
    assertThat(client.byCookie("POST", REFRESH).statusCode()).isEqualTo(401);
  }

  @Test
  void the_access_token_expires_at_its_very_second() {
    JwtClient client = JwtClient.of(house);
    long expiresAt = JwtClient.expiryOf(client.access());
    long left = expiresAt - house.clock().now().getEpochSecond();
    house.clock().advance(Duration.ofSeconds(left - 5));
    assertThat(client.byCookie("GET", "/v1/auth/me").statusCode()).isEqualTo(200);
    house.clock().advance(Duration.ofSeconds(5));
    assertThat(client.byCookie("GET", "/v1/auth/me").statusCode()).isEqualTo(401);
  }

  @Test
  void a_client_without_cookies_can_have_its_tokens_in_headers() {
    JwtClient client = new JwtClient(house);
    HttpResponse<String> in = client.signUp(JwtClient.newAddress(), "X-Token-Delivery", "header");
    assertThat(in.statusCode()).isEqualTo(201);
    assertThat(in.headers().allValues("set-cookie")).isEmpty();
    assertThat(JwtClient.object(in.body()).keySet()).containsExactly("csrf");
    String access = in.headers().firstValue("x-access-token").orElseThrow();
    String refresh = in.headers().firstValue("x-refresh-token").orElseThrow();
    assertThat(JwtClient.statusOf(house, access)).isEqualTo(200);
    assertThat(JwtClient.payload(refresh).keySet()).containsExactly("exp", "uid");
    assertThat(JwtClient.payload(refresh).get("uid"))
        .isEqualTo(JwtClient.payload(access).get("ruid"));

    house.clock().advance(HOUR);
    HttpResponse<String> byRefresh =
        house.post(REFRESH, "{}", "X-Refresh-Token", refresh, "X-Token-Delivery", "header");
    assertThat(byRefresh.statusCode()).isEqualTo(200);
    assertThat(byRefresh.headers().allValues("set-cookie")).isEmpty();
    assertThat(byRefresh.headers().firstValue("x-refresh-token")).isEmpty();
    String second = byRefresh.headers().firstValue("x-access-token").orElseThrow();
    assertThat(JwtClient.statusOf(house, second)).isEqualTo(200);
    assertThat(JwtClient.statusOf(house, access)).isEqualTo(401);

    house.clock().advance(HOUR);
    HttpResponse<String> byAccess =
        house.post(REFRESH, "{}", "Authorization", second, "X-Token-Delivery", "header");
    String third = byAccess.headers().firstValue("x-access-token").orElseThrow();
    assertThat(JwtClient.statusOf(house, third)).isEqualTo(200);
  }

  @Test
  void a_refresh_by_cookie_never_shows_a_script_the_token_that_the_cookie_hides() {
    JwtClient client = JwtClient.of(house);
    house.clock().advance(HOUR);
    HttpResponse<String> answer = client.byCookie("POST", REFRESH, "X-Token-Delivery", "header");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-access-token")).isEmpty();
    assertThat(answer.headers().firstValue("set-cookie")).isPresent();
  }

  @Test
  void a_refresh_token_refreshes_only_once_the_access_token_has_expired() {
    String refresh = refreshTokenOf(new JwtClient(house));
    assertThat(refreshBy(refresh).statusCode()).isEqualTo(401);
    house.clock().advance(HOUR);
    HttpResponse<String> first = refreshBy("Bearer " + refresh);
    assertThat(first.statusCode()).isEqualTo(200);
    HttpResponse<String> lost = refreshBy(refresh);
    assertThat(lost.statusCode()).isEqualTo(200);
    assertThat(lost.headers().firstValue("x-access-token"))
        .isEqualTo(first.headers().firstValue("x-access-token"));
    house.clock().advance(Duration.ofSeconds(11));
    assertThat(refreshBy(refresh).statusCode()).isEqualTo(401);
    house.clock().advance(HOUR);
    assertThat(refreshBy(refresh).statusCode()).isEqualTo(200);
  }

  @Test
  void a_bad_refresh_header_is_final_and_an_empty_one_is_none() {
    JwtClient client = JwtClient.of(house);
    house.clock().advance(HOUR);
    assertThat(client.byCookie("POST", REFRESH, "X-Refresh-Token", "x").statusCode())
        .isEqualTo(401);
    assertThat(client.byCookie("POST", REFRESH, "X-Refresh-Token", "").statusCode()).isEqualTo(200);
  }

  @Test
  void access_and_refresh_tokens_are_never_taken_for_one_another() {
    JwtClient client = new JwtClient(house);
    HttpResponse<String> in = client.signUp(JwtClient.newAddress(), "X-Token-Delivery", "header");
    String access = in.headers().firstValue("x-access-token").orElseThrow();
    String refresh = in.headers().firstValue("x-refresh-token").orElseThrow();
    assertThat(JwtClient.statusOf(house, refresh)).isEqualTo(401);
    assertThat(house.get("/v1/auth/me", "Cookie", "jwt_access=" + refresh).statusCode())
        .isEqualTo(401);
    assertThat(house.send("DELETE", "/v1/auth/sign_out", "", "Authorization", refresh).statusCode())
        .isEqualTo(401);
    house.clock().advance(HOUR);
    assertThat(refreshBy(access).statusCode()).isEqualTo(401);
    assertThat(house.post(REFRESH, "{}", "Authorization", refresh).statusCode()).isEqualTo(401);
    assertThat(refreshBy(refresh).statusCode()).isEqualTo(200);
  }

  @Test
  void the_cookie_lives_as_long_as_the_browser() {
    HttpResponse<String> answer = new JwtClient(house).signUp(JwtClient.newAddress());
    assertThat(answer.headers().firstValue("set-cookie").orElseThrow())
        .doesNotContainIgnoringCase("max-age")
        .doesNotContainIgnoringCase("expires");
  }

  private String refreshTokenOf(JwtClient client) {
    return client
        .signUp(JwtClient.newAddress(), "X-Token-Delivery", "header")
        .headers()
        .firstValue("x-refresh-token")
        .orElseThrow();
  }

  private HttpResponse<String> refreshBy(String refresh) {
    return house.post(REFRESH, "{}", "X-Refresh-Token", refresh, "X-Token-Delivery", "header");
  }
}
