package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.credential.HashSettings;
import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.RealmName;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the settings change. */
class JwtSessionsChoicesTest {
  private static final String REFRESH = "/v1/auth/refresh";

  @Test
  void cookies_can_outlive_the_browser_until_the_session_ends() {
    try (RunningHouse house = with(true, false, true, List.of(), true)) {
      JwtClient client = new JwtClient(house);
      HttpResponse<String> up = client.signUp(JwtClient.newAddress());
      assertThat(maxAge(up)).isBetween(604_790L, 604_800L);
      house.clock().advance(Duration.ofHours(24));
      assertThat(maxAge(client.byCookie("POST", REFRESH))).isBetween(518_390L, 518_400L);
    }
  }

  @Test
  void the_refresh_token_can_travel_in_a_cookie_of_its_own() {
    try (RunningHouse house = with(false, true, true, List.of(), true)) {
      JwtClient client = new JwtClient(house);
      HttpResponse<String> up = client.signUp(JwtClient.newAddress());
      assertThat(up.headers().allValues("set-cookie"))
          .hasSize(2)
          .allMatch(line -> line.endsWith("; HttpOnly; Path=/; SameSite=Lax"));
      assertThat(client.cookies()).containsOnlyKeys("jwt_access", "jwt_refresh");
      assertThat(JwtClient.payload(client.cookie("jwt_refresh")).get("uid"))
          .isEqualTo(JwtClient.payload(client.access()).get("ruid"));

      client.cookies().remove("jwt_access");
      assertThat(client.byCookie("POST", REFRESH).statusCode()).as("early").isEqualTo(401);
      house.clock().advance(Duration.ofHours(1));
      assertThat(house.post(REFRESH, "{}", "Cookie", client.cookieHeader()).statusCode())
          .as("without the CSRF token")
          .isEqualTo(401);
      assertThat(client.byCookie("POST", REFRESH).statusCode()).isEqualTo(200);
      assertThat(client.byCookie("GET", "/me").statusCode()).isEqualTo(200);

      HttpResponse<String> out = client.byCookie("DELETE", "/signin");
      assertThat(out.headers().allValues("set-cookie"))
          .containsExactly(
              "jwt_access=; HttpOnly; Path=/; SameSite=Lax; Max-Age=0",
              "jwt_refresh=; HttpOnly; Path=/; SameSite=Lax; Max-Age=0");
    }
  }

  @Test
  void a_refresh_token_in_a_cookie_is_not_seen_unless_that_is_set() {
    try (RunningHouse house = RunningHouse.start()) {
      JwtClient client = new JwtClient(house);
      HttpResponse<String> up = client.signUp(JwtClient.newAddress(), "X-Token-Delivery", "header");
      String refresh = up.headers().firstValue("x-refresh-token").orElseThrow();
      house.clock().advance(Duration.ofHours(1));
      assertThat(
              house
                  .post(
                      REFRESH,
                      "{}",
                      "Cookie",
                      "jwt_refresh=" + refresh,
                      "X-CSRF-Token",
                      client.csrf())
                  .statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void without_the_short_paths_there_is_nothing_at_them() {
    try (RunningHouse house = with(false, false, false, List.of(), true)) {
      assertThat(house.post("/signup", JwtClient.signUpBody("a@example.com")).statusCode())
          .isEqualTo(404);
      assertThat(house.get("/me").statusCode()).isEqualTo(404);
      assertThat(house.post("/v1/auth", JwtClient.signUpBody("a@example.com")).statusCode())
          .isEqualTo(201);
    }
  }

  @Test
  void only_listed_origins_may_call_once_loopback_may_not() {
    try (RunningHouse house = with(false, false, true, List.of("https://app.example.com"), false)) {
      for (String origin : List.of("http://localhost:8080", "http://127.0.0.1:8080")) {
        assertThat(house.get("/me", "Origin", origin).statusCode()).isEqualTo(403);
      }
      HttpResponse<String> listed = house.get("/me", "Origin", "https://app.example.com");
      assertThat(listed.statusCode()).isEqualTo(401);
      assertThat(listed.headers().firstValue("access-control-allow-origin"))
          .contains("https://app.example.com");
    }
  }

  @Test
  void over_tls_every_cookie_is_secure() {
    try (RunningHouse house =
        RunningHouse.start(
            settings -> settings.withHttp(settings.http().trusting(List.of("127.0.0.1"))))) {
      JwtClient client = new JwtClient(house);
      HttpResponse<String> up = client.signUp(JwtClient.newAddress(), "X-Forwarded-Proto", "https");
      assertThat(up.headers().firstValue("set-cookie").orElseThrow())
          .endsWith("; HttpOnly; Path=/; SameSite=Lax; Secure");
      HttpResponse<String> out = client.byCookie("DELETE", "/signin", "X-Forwarded-Proto", "https");
      assertThat(out.headers().firstValue("set-cookie").orElseThrow())
          .isEqualTo("jwt_access=; HttpOnly; Path=/; SameSite=Lax; Secure; Max-Age=0");
    }
  }

  @Test
  void a_client_that_is_no_trusted_proxy_cannot_claim_tls() {
    try (RunningHouse house = RunningHouse.start()) {
      HttpResponse<String> up =
          new JwtClient(house).signUp(JwtClient.newAddress(), "X-Forwarded-Proto", "https");
      assertThat(up.headers().firstValue("set-cookie").orElseThrow()).doesNotContain("Secure");
    }
  }

  @Test
  void a_spent_budget_of_guesses_is_told_alike_for_known_and_unknown_names() {
    BudgetSettings tight = new BudgetSettings(3, Duration.ofMinutes(10), 1200, 600, 10, 600);
    try (RunningHouse house = RunningHouse.start(settings -> settings.withBudgets(tight))) {
      new JwtClient(house).signUp("known@example.com");
      for (String email : List.of("known@example.com", "unknown@example.com")) {
        for (int i = 0; i < 3; i++) {
          assertThat(new JwtClient(house).signIn(email, "a wrong one").statusCode()).isEqualTo(401);
        }
        HttpResponse<String> spent = new JwtClient(house).signIn(email, JwtClient.PASSWORD);
        assertThat(spent.statusCode()).as(email).isEqualTo(429);
        assertThat(spent.body()).isEqualTo("{\"error\":\"Too many requests\"}");
        assertThat(Integer.parseInt(spent.headers().firstValue("retry-after").orElseThrow()))
            .isBetween(1, 600);
      }
      house.clock().advance(Duration.ofMinutes(10));
      assertThat(new JwtClient(house).signIn("known@example.com", JwtClient.PASSWORD).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void a_spent_budget_of_sign_ups_is_told() {
    BudgetSettings tight = new BudgetSettings(20, Duration.ofMinutes(10), 1200, 2, 10, 600);
    try (RunningHouse house = RunningHouse.start(settings -> settings.withBudgets(tight))) {
      JwtClient.of(house);
      JwtClient.of(house);
      HttpResponse<String> spent = new JwtClient(house).signUp(JwtClient.newAddress());
      assertThat(spent.statusCode()).isEqualTo(429);
      assertThat(spent.body()).isEqualTo("{\"error\":\"Too many requests\"}");
      assertThat(spent.headers().firstValue("retry-after")).isPresent();
    }
  }

  @Test
  void without_capacity_to_hash_a_sign_in_is_told_when_to_try_again() throws Exception {
    try (RunningHouse house =
            RunningHouse.start(
                settings -> settings.withHashing(new HashSettings(128 * 1024, 6, 1, 1)));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        answers.add(
            threads.submit(() -> new JwtClient(house).signIn("nobody@example.com", "12345678")));
      }
      int shed = 0;
      for (Future<HttpResponse<String>> one : answers) {
        HttpResponse<String> answer = one.get();
        if (answer.statusCode() == 503) {
          shed++;
          assertThat(answer.body()).isEqualTo("{\"error\":\"Service unavailable\"}");
          assertThat(Integer.parseInt(answer.headers().firstValue("retry-after").orElseThrow()))
              .isPositive();
        } else {
          assertThat(answer.statusCode()).isEqualTo(401);
        }
      }
      assertThat(shed).isPositive();
    }
  }

  private static RunningHouse with(
      boolean persistentCookies,
      boolean refreshCookie,
      boolean aliases,
      List<String> origins,
      boolean loopbackOrigins) {
    return RunningHouse.start(
        settings ->
            settings.withJwtSessions(
                new JwtSessionsSettings(
                    RealmName.MAIN,
                    Duration.ofHours(1),
                    Duration.ofDays(7),
                    Duration.ofSeconds(10),
                    aliases,
                    persistentCookies,
                    refreshCookie,
                    8,
                    false,
                    origins,
                    loopbackOrigins)));
  }

  private static long maxAge(HttpResponse<String> answer) {
    String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
    return Long.parseLong(cookie.substring(cookie.indexOf("Max-Age=") + "Max-Age=".length()));
  }
}
