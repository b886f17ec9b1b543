package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.Origin;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebOriginsTest {
  private static final String ALLOW = "Access-Control-Allow-Origin";

  private final WebOrigins listed =
      new WebOrigins(List.of("https://app.example.com", "https://m.example.com:8443"), false);
  private final WebOrigins compatible = new WebOrigins(List.of(), true);

  @Test
  void a_listed_origin_is_shared_with_exactly_and_with_credentials() {
    Reply reply = listed.shared(from("https://app.example.com"), Reply.empty(200));
    assertThat(reply.header(ALLOW)).contains("https://app.example.com");
    assertThat(reply.header("Access-Control-Allow-Credentials")).contains("true");
    assertThat(reply.header("Vary")).contains("Origin");
  }

  @Test
  void nothing_is_shared_with_an_origin_that_only_looks_like_a_listed_one() {
    for (String origin :
        List.of(
            "null",
            "*",
            "http://app.example.com",
            "https://app.example.com:8443",
            "https://app.example.com:443",
            "https://app.example.com.evil.com",
            "https://evilapp.example.com",
            "https://evil.app.example.com",
            "https://app.example.com.",
            "https://app.example.com/",
            "https://user@app.example.com",
            "https://app.example.com@evil.com",
            "https://APP.example.com",
            "https://xn--pp-xia.example.com",
            "https://äpp.example.com",
            "https://app.example.com https://evil.com",
            "")) {
      Reply reply = listed.shared(from(origin), Reply.empty(200));
      assertThat(reply.header(ALLOW)).as(origin).isEmpty();
      assertThat(reply.header("Access-Control-Allow-Credentials")).as(origin).isEmpty();
      assertThat(reply.header("Vary")).as(origin).contains("Origin");
    }
  }

  @Test
  void two_origins_are_none() {
    Request twice = request("POST", Map.of("origin", List.of("https://app.example.com", "x")));
    assertThat(listed.shared(twice, Reply.empty(200)).header(ALLOW)).isEmpty();
  }

  @Test
  void any_port_of_the_loopback_names_may_call_if_that_is_set() {
    for (String origin :
        List.of(
            "http://localhost",
            "http://localhost:8080",
            "https://localhost:3000",
            "http://127.0.0.1:5173")) {
      assertThat(compatible.shared(from(origin), Reply.empty(200)).header(ALLOW)).contains(origin);
      assertThat(listed.shared(from(origin), Reply.empty(200)).header(ALLOW)).isEmpty();
    }
    for (String origin :
        List.of(
            "http://localhost.evil.com",
            "http://evil.localhost:80",
            "http://localhost:80@evil.com",
            "http://127.0.0.1.evil.com",
            "http://127.0.0.2",
            "http://localhost:",
            "http://localhost:123456",
            "ftp://localhost",
            "http://localhost:8080/")) {
      assertThat(compatible.shared(from(origin), Reply.empty(200)).header(ALLOW))
          .as(origin)
          .isEmpty();
    }
  }

  @Test
  void a_preflight_is_answered_for_a_page_that_may_call_and_refused_for_others() {
    Reply granted = listed.preflight(from("https://app.example.com")).orElseThrow();
    assertThat(granted.status()).isEqualTo(204);
    assertThat(granted.header("Access-Control-Allow-Methods").orElseThrow())
        .contains("DELETE", "PATCH", "POST");
    assertThat(
            granted
                .header("Access-Control-Allow-Headers")
                .orElseThrow()
                .toLowerCase(java.util.Locale.ROOT))
        .contains("content-type", "x-csrf-token", "authorization", "x-refresh-token");
    Reply refused = listed.preflight(from("https://evil.example")).orElseThrow();
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("Access-Control-Allow-Methods")).isEmpty();
    assertThat(listed.preflight(request("OPTIONS", Map.of()))).isEmpty();
  }

  @Test
  void only_pages_that_may_call_and_what_is_no_page_reach_an_endpoint() throws Exception {
    assertThat(reaches(Map.of())).isTrue();
    assertThat(reaches(Map.of("origin", List.of("https://app.example.com")))).isTrue();
    assertThat(reaches(Map.of("origin", List.of("https://evil.example")))).isFalse();
    assertThat(reaches(Map.of("origin", List.of("null")))).isFalse();
    assertThat(reaches(Map.of("sec-fetch-site", List.of("cross-site")))).isFalse();
    assertThat(reaches(Map.of("sec-fetch-site", List.of("none")))).isTrue();
    assertThat(reaches(Map.of("sec-fetch-site", List.of("same-origin")))).isTrue();
  }

  @Test
  void a_page_of_this_very_host_reaches_an_endpoint() throws Exception {
    assertThat(
            reaches(
                Map.of(
                    "origin", List.of("https://id.example.com"),
                    "host", List.of("id.example.com"))))
        .isTrue();
    assertThat(
            reaches(
                Map.of(
                    "origin", List.of("https://www.example.com"),
                    "sec-fetch-site", List.of("same-origin"),
                    "host", List.of("inside:8080"))))
        .isTrue();
    assertThat(
            reaches(
                Map.of(
                    "origin", List.of("https://other.example.com"),
                    "sec-fetch-site", List.of("same-site"),
                    "host", List.of("id.example.com"))))
        .isFalse();
    assertThat(
            reaches(
                Map.of(
                    "origin", List.of("https://id.example.com:444"),
                    "host", List.of("id.example.com"))))
        .isFalse();
  }

  private boolean reaches(Map<String, List<String>> headers) throws Exception {
    List<Request> reached = new ArrayList<>();
    Reply reply =
        listed
            .guarded(
                request -> {
                  reached.add(request);
                  return Reply.empty(200);
                })
            .answer(request("POST", headers));
    assertThat(reply.status()).isEqualTo(reached.isEmpty() ? 403 : 200);
    return !reached.isEmpty();
  }

  private static Request from(String origin) {
    return request("OPTIONS", Map.of("origin", List.of(origin)));
  }

  private static Request request(String method, Map<String, List<String>> headers) {
    return new Request(
        method,
        "/v1/auth",
        null,
        new HashMap<>(headers),
        Map.of(),
        new byte[0],
        false,
        new Origin("127.0.0.1", null, null, "-"));
  }
}
