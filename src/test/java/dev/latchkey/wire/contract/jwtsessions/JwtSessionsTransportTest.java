package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where the token is looked for, when a CSRF token is due, and which tokens are believed. */
class JwtSessionsTransportTest {
  private static final String NOT_AUTHORIZED = "{\"error\":\"Not authorized\"}";
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
  void the_last_word_of_the_header_is_the_token() {
    String access = JwtClient.of(house).access();
    for (String before : List.of("", "Bearer ", "bearer ", "OAuth ", "any thing  ", "Bearer\t")) {
      assertThat(JwtClient.statusOf(house, before + access)).as(before).isEqualTo(200);
    }
    assertThat(JwtClient.statusOf(house, access + " more")).isEqualTo(401);
    assertThat(JwtClient.statusOf(house, "Bearer" + access)).isEqualTo(401);
    assertThat(JwtClient.statusOf(house, "\"" + access + "\"")).isEqualTo(401);
  }

  @Test
  void an_empty_header_gives_way_to_the_cookie() {
    JwtClient client = JwtClient.of(house);
    for (String empty : List.of("", " ", "   ")) {
      assertThat(client.byCookie("GET", "/v1/auth/me", "Authorization", empty).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void a_bad_header_is_final() {
    JwtClient client = JwtClient.of(house);
    for (String bad : List.of("x", "Bearer", "Bearer x.y.z", "null")) {
      assertThat(client.byCookie("GET", "/v1/auth/me", "Authorization", bad).statusCode())
          .as(bad)
          .isEqualTo(401);
    }
  }

  @Test
  void of_header_and_cookie_the_header_decides_and_they_are_never_mixed() {
    JwtClient one = JwtClient.of(house);
    JwtClient other = JwtClient.of(house);
    HttpResponse<String> answer =
        one.byCookie("GET", "/v1/auth/me", "Authorization", other.access());
    assertThat(JwtClient.object(answer.body()).get("id"))
        .isEqualTo(JwtClient.payload(other.access()).get("user_id"));
    assertThat(
            house
                .send(
                    "DELETE",
                    "/v1/auth/sign_out",
                    "",
                    "Authorization",
                    other.access(),
                    "Cookie",
                    one.cookieHeader())
                .statusCode())
        .isEqualTo(200);
    assertThat(JwtClient.statusOf(house, other.access())).isEqualTo(401);
    assertThat(JwtClient.statusOf(house, one.access())).isEqualTo(200);
  }

  @Test
  void two_authorization_headers_are_refused_where_one_is_read() {
    String access = JwtClient.of(house).access();
    HttpResponse<String> twice =
        house.get("/v1/auth/me", "Authorization", access, "Authorization", access);
    assertThat(twice.statusCode()).isEqualTo(400);
    assertThat(twice.body()).startsWith("{\"error\":\"Bad request: ");
    String email = JwtClient.newAddress();
    JwtClient client = new JwtClient(house);
    assertThat(client.signUp(email, "Authorization", "x", "Authorization", "y").statusCode())
        .isEqualTo(201);
    assertThat(
            client
                .signIn(email, JwtClient.PASSWORD, "Authorization", "x", "Authorization", "y")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void whatever_token_a_sign_in_shows_it_opens_a_session_of_its_own() {
    String email = JwtClient.newAddress();
    JwtClient client = new JwtClient(house);
    client.signUp(email);
    String first = client.access();
    JwtClient preset = new JwtClient(house);
    preset.signIn(
        email,
        JwtClient.PASSWORD,
        "Authorization",
        "Bearer " + first,
        "Cookie",
        "jwt_access=" + first);
    assertThat(preset.access()).isNotEqualTo(first);
    assertThat(JwtClient.payload(preset.access()).get("ruid"))
        .isNotEqualTo(JwtClient.payload(first).get("ruid"));
    assertThat(JwtClient.statusOf(house, preset.access())).isEqualTo(200);
    assertThat(client.byHeader("DELETE", "/v1/auth/sign_out").statusCode()).isEqualTo(200);
    assertThat(JwtClient.statusOf(house, first)).isEqualTo(401);
    assertThat(JwtClient.statusOf(house, preset.access())).isEqualTo(200);
  }

  @Test
  void a_token_in_the_query_is_not_seen_and_credentials_there_are_refused() {
    JwtClient client = JwtClient.of(house);
    for (String name : List.of("access_token", "token", "Authorization", "jwt_access")) {
      assertThat(house.get("/v1/auth/me?" + name + "=" + client.access()).statusCode())
          .isEqualTo(401);
    }
    HttpResponse<String> answer =
        house.post("/v1/auth/sign_in?email=a%40example.com&password=secret123", "{}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain("secret123");
    assertThat(house.post("/v1/auth?password_confirmation=x", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void with_the_cookie_only_get_and_head_go_without_a_csrf_token() {
    JwtClient client = JwtClient.of(house);
    String cookie = client.cookieHeader();
    assertThat(house.get("/v1/auth/me", "Cookie", cookie).statusCode()).isEqualTo(200);
    HttpResponse<String> head = house.send("HEAD", "/v1/auth/me", "", "Cookie", cookie);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    HttpResponse<String> out = house.send("DELETE", "/v1/auth/sign_out", "", "Cookie", cookie);
    assertThat(out.statusCode()).isEqualTo(401);
    assertThat(out.body()).isEqualTo(NOT_AUTHORIZED);
    assertThat(JwtClient.statusOf(house, client.access())).isEqualTo(200);
  }

  @Test
  void a_csrf_token_is_judged_by_the_strict_rules() {
    JwtClient client = JwtClient.of(house);
    while (client.csrf().indexOf('+') < 0 || client.csrf().indexOf('/') < 0) {
      client = JwtClient.of(house);
    }
    String good = client.csrf();
    byte[] secret = Csrf.unmask(good).orElseThrow();
    String bare = Base64.getEncoder().encodeToString(secret);
    JwtClient other = JwtClient.of(house);
    for (String bad :
        List.of(
            "",
            "x",
            other.csrf(),
            good.replace('+', '-').replace('/', '_'),
            good.substring(0, 87),
            good.substring(0, 86),
            bare.substring(0, 43),
            good + good,
            "\"" + good + "\"",
            "Bearer " + good)) {
      assertThat(signOut(client, bad)).as(bad).isEqualTo(401);
    }
    assertThat(JwtClient.statusOf(house, client.access())).isEqualTo(200);
    assertThat(signOut(client, bare)).isEqualTo(200);

    JwtClient again = JwtClient.of(house);
    byte[] pad = new byte[32];
    pad[0] = 7;
    assertThat(signOut(again, Csrf.mask(Csrf.unmask(again.csrf()).orElseThrow(), pad)))
        .isEqualTo(200);
  }

  @Test
  void two_csrf_headers_are_refused() {
    JwtClient client = JwtClient.of(house);
    HttpResponse<String> answer =
        house.send(
            "DELETE",
            "/v1/auth/sign_out",
            "",
            "Cookie",
            client.cookieHeader(),
            "X-CSRF-Token",
            client.csrf(),
            "X-CSRF-Token",
            client.csrf());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JwtClient.statusOf(house, client.access())).isEqualTo(200);
  }

  @Test
  void with_the_header_no_csrf_token_is_looked_at() {
    JwtClient client = JwtClient.of(house);
    assertThat(
            client.byHeader("DELETE", "/v1/auth/sign_out", "X-CSRF-Token", "rubbish").statusCode())
        .isEqualTo(200);
  }

  @Test
  void malformed_cookies_are_not_authorized() {
    JwtClient client = JwtClient.of(house);
    String access = client.access();
    for (String cookie :
        List.of(
            "jwt_access=",
            "jwt_access",
            "jwt_access=" + "A".repeat(4000),
            "jwt_access=.%2e.",
            "jwt_access=!!!.???.***",
            "JWT_ACCESS=" + access,
            "jwt_access2=" + access,
            "jwt_access=" + access + "; jwt_access=other",
            "=;;;=")) {
      HttpResponse<String> answer = house.get("/v1/auth/me", "Cookie", cookie);
      assertThat(answer.statusCode()).as(cookie).isEqualTo(401);
      assertThat(answer.body()).isEqualTo(NOT_AUTHORIZED);
    }
    assertThat(house.get("/v1/auth/me", "Cookie", "jwt_access=\"" + access + "\"").statusCode())
        .isEqualTo(200);
    assertThat(
            house.get("/v1/auth/me", "Cookie", "a=b; jwt_access=" + access + "; c=d").statusCode())
        .isEqualTo(200);
  }

  @Test
  void the_algorithm_is_pinned_and_a_signature_is_due() {
    String[] parts = JwtClient.of(house).access().split("\\.", -1);
    for (String header :
        List.of(
            "{\"alg\":\"none\"}",
            "{\"alg\":\"None\"}",
            "{\"alg\":\"nOnE\"}",
            "{\"alg\":\"\"}",
            "{}",
            "{\"alg\":[\"HS256\"]}",
            "{\"alg\":null}",
            "{\"alg\":\"HS384\"}",
            "{\"alg\":\"HS512\"}",
            "{\"alg\":\"RS256\"}",
            "{\"alg\":\"ES256\"}",
            "{\"alg\":\"HS256\",\"crit\":[\"exp\"]}",
            "{\"alg\":\"HS256\",\"alg\":\"none\"}")) {
      String encoded = encode(header);
      for (String signature : List.of("", parts[2])) {
        String forged = encoded + "." + parts[1] + "." + signature;
        assertThat(JwtClient.statusOf(house, forged)).as(header).isEqualTo(401);
      }
    }
    assertThat(JwtClient.statusOf(house, parts[0] + "." + parts[1] + ".")).isEqualTo(401);
    assertThat(JwtClient.statusOf(house, parts[0] + "." + parts[1])).isEqualTo(401);
  }

  @Test
  void every_flipped_bit_makes_the_token_false() {
    String access = JwtClient.of(house).access();
    byte[] bytes = access.getBytes(StandardCharsets.US_ASCII);
    int tried = 0;
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      int changed = flipped[bit / 8] & 0xff;
      // What no header may hold never reaches the contract; a space would end the word before it.
      if (changed <= ' ' || changed >= 0x7f) {
        continue;
      }
      String token = new String(flipped, StandardCharsets.US_ASCII);
      assertThat(JwtClient.statusOf(house, token)).as("bit %d", bit).isEqualTo(401);
      tried++;
    }
    assertThat(tried).isGreaterThan(1000);
    assertThat(JwtClient.statusOf(house, access)).isEqualTo(200);
  }

  @Test
  void no_part_and_no_extension_of_a_token_will_do() {
    String access = JwtClient.of(house).access();
    for (int length = 1; length < access.length(); length++) {
      assertThat(JwtClient.statusOf(house, access.substring(0, length))).isEqualTo(401);
      assertThat(JwtClient.statusOf(house, access.substring(length))).isEqualTo(401);
    }
    for (String more : List.of("A", "=", ".", ".A", access)) {
      assertThat(JwtClient.statusOf(house, access + more)).isEqualTo(401);
      assertThat(JwtClient.statusOf(house, more + access)).isEqualTo(401);
    }
  }

  @Test
  void a_token_has_exactly_one_spelling() {
    String access = JwtClient.of(house).access();
    String[] parts = access.split("\\.", -1);
    assertThat(parts[2]).hasSize(43);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(parts[2].charAt(42));
    for (int spare = 1; spare < 4; spare++) {
      String twin = access.substring(0, access.length() - 1) + alphabet.charAt(last ^ spare);
      assertThat(Base64.getUrlDecoder().decode(twin.split("\\.", -1)[2]))
          .isEqualTo(Base64.getUrlDecoder().decode(parts[2]));
      assertThat(JwtClient.statusOf(house, twin)).isEqualTo(401);
    }
    assertThat(JwtClient.statusOf(house, access + "=")).isEqualTo(401);
    assertThat(JwtClient.statusOf(house, parts[0] + "=." + parts[1] + "." + parts[2]))
        .isEqualTo(401);
    String padded = parts[0] + "." + parts[1] + "=." + parts[2];
    assertThat(JwtClient.statusOf(house, padded)).isEqualTo(401);
  }

  private static int signOut(JwtClient client, String csrf) {
    return house
        .send(
            "DELETE",
            "/v1/auth/sign_out",
            "",
            "Cookie",
            client.cookieHeader(),
            "X-CSRF-Token",
            csrf)
        .statusCode();
  }

  private static String encode(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
