package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sign-out is final, and it can be had late. */
class JwtSessionsSignOutTest {
  private static final String SIGN_OUT = "/v1/auth/sign_out";

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
  void the_cookie_is_cleared_and_nothing_of_the_session_is_taken_any_more() {
    JwtClient client = new JwtClient(house);
    HttpResponse<String> up = client.signUp(JwtClient.newAddress(), "X-Token-Delivery", "header");
    String refresh = up.headers().firstValue("x-refresh-token").orElseThrow();
    String access = up.headers().firstValue("x-access-token").orElseThrow();
    client.cookies().put("jwt_access", access);
    String cookie = client.cookieHeader();
    String csrf = client.csrf();

    HttpResponse<String> out = client.byCookie("DELETE", SIGN_OUT);

    assertThat(out.statusCode()).isEqualTo(200);
    assertThat(out.body()).isEqualTo("\"ok\"");
    assertThat(out.headers().allValues("set-cookie"))
        .containsExactly("jwt_access=; HttpOnly; Path=/; SameSite=Lax; Max-Age=0");
    assertThat(JwtClient.statusOf(house, access)).isEqualTo(401);
    assertThat(house.get("/v1/auth/me", "Cookie", cookie).statusCode()).isEqualTo(401);
    for (int i = 0; i < 2; i++) {
      assertThat(
              house
                  .send("DELETE", SIGN_OUT, "", "Cookie", cookie, "X-CSRF-Token", csrf)
                  .statusCode())
          .isEqualTo(401);
    }
    house.clock().advance(Duration.ofHours(1));
    assertThat(
            house
                .post("/v1/auth/refresh", "{}", "Cookie", cookie, "X-CSRF-Token", csrf)
                .statusCode())
        .isEqualTo(401);
    assertThat(house.post("/v1/auth/refresh", "{}", "Authorization", access).statusCode())
        .isEqualTo(401);
    assertThat(house.post("/v1/auth/refresh", "{}", "X-Refresh-Token", refresh).statusCode())
        .isEqualTo(401);
  }

  @Test
  void other_sessions_of_the_account_go_on() {
    String email = JwtClient.newAddress();
    JwtClient one = new JwtClient(house);
    one.signUp(email);
    JwtClient other = new JwtClient(house);
    other.signIn(email, JwtClient.PASSWORD);
    one.byCookie("DELETE", SIGN_OUT);
    assertThat(JwtClient.statusOf(house, one.access())).isEqualTo(401);
    assertThat(JwtClient.statusOf(house, other.access())).isEqualTo(200);
  }

  @Test
  void an_expired_access_token_signs_out_while_its_session_lives_and_does_nothing_else() {
    JwtClient client = JwtClient.of(house);
    String access = client.access();
    house.clock().advance(Duration.ofDays(6));
    assertThat(JwtClient.statusOf(house, access)).isEqualTo(401);
    assertThat(client.byHeader("DELETE", SIGN_OUT).body()).isEqualTo("\"ok\"");
    assertThat(house.post("/v1/auth/refresh", "{}", "Authorization", access).statusCode())
        .isEqualTo(401);
  }

  @Test
  void an_expired_access_token_in_the_cookie_owes_its_csrf_token_as_ever() {
    JwtClient client = JwtClient.of(house);
    house.clock().advance(Duration.ofDays(1));
    assertThat(house.send("DELETE", SIGN_OUT, "", "Cookie", client.cookieHeader()).statusCode())
        .isEqualTo(401);
    assertThat(client.byCookie("DELETE", SIGN_OUT).statusCode()).isEqualTo(200);
  }

  @Test
  void once_the_session_is_over_there_is_nothing_to_sign_out_of() {
    JwtClient client = JwtClient.of(house);
    house.clock().advance(Duration.ofDays(7));
    HttpResponse<String> out = client.byHeader("DELETE", SIGN_OUT);
    assertThat(out.statusCode()).isEqualTo(401);
    assertThat(out.body()).isEqualTo("{\"error\":\"Not authorized\"}");
  }

  @Test
  void a_forged_token_signs_nobody_out() {
    JwtClient client = JwtClient.of(house);
    String[] parts = client.access().split("\\.", -1);
    for (String forged :
        new String[] {
          parts[0] + "." + parts[1] + ".",
          parts[0] + "." + parts[1] + "." + "A".repeat(43),
          "eyJhbGciOiJub25lIn0." + parts[1] + "."
        }) {
      assertThat(house.send("DELETE", SIGN_OUT, "", "Authorization", forged).statusCode())
          .isEqualTo(401);
    }
    assertThat(JwtClient.statusOf(house, client.access())).isEqualTo(200);
  }
}
