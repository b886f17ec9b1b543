package dev.latchkey.wire.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.session.Session;
import dev.latchkey.feature.mail.LinkSettings;
import dev.latchkey.feature.mail.MailSettings;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.PageForms;
import dev.latchkey.house.doors.PageForms.Held;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.wire.http.Route;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What attackers try on the pages, over every route that the router has. */
class PagesSecurityTest {
  private static final Door PAGES = Doors.PAGES;
  private static RunningHouse house;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  static List<String> forms() {
    return paths("POST");
  }

  static List<String> shown() {
    return paths("GET").stream().filter(path -> !path.contains("{")).toList();
  }

  private static List<String> paths(String method) {
    return house.house().router().contracts().stream()
        .filter(one -> one.name().equals("pages"))
        .flatMap(one -> one.routes().stream())
        .filter(route -> route.method().equals(method))
        .map(Route::path)
        .toList();
  }

  @Test
  void there_are_pages_to_attack() {
    assertThat(forms()).hasSizeGreaterThan(15);
    assertThat(shown()).hasSizeGreaterThan(14);
  }

  /** One form that would do something on any route, if the token were right. */
  private static Map<String, String> fields(Person person, String token) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", person.email());
    fields.put("email", "other." + person.email());
    fields.put("full_name", "Mallory");
    fields.put("password", "a password of Mallory");
    fields.put("password_again", "a password of Mallory");
    fields.put("current_password", person.password());
    fields.put("session", "1");
    fields.put("language", "zh-CN");
    fields.put("form_token", token);
    return fields;
  }

  @ParameterizedTest
  @MethodSource("forms")
  void no_form_is_taken_without_the_token_of_this_browser_or_session(String path) {
    Person person = signedUp();
    String[] key = PAGES.enter(house, person);
    Person other = signedUp();
    Held held = PageForms.look(house, key);
    Held others = PageForms.look(house, PAGES.enter(house, other));
    boolean isMembers = isMembersForm(path);
    String wrong = isMembers ? held.browserToken() : held.sessionToken();
    Account before = account(person);
    int sessions = house.house().ports().sessions().of(before.id()).size();
    for (String token :
        List.of("", "x", "\u0000", others.sessionToken(), others.browserToken(), wrong)) {
      String body = PageForms.encode(fields(person, token));
      assertThat(PageForms.raw(house, path, held, body, PageForms.TYPE).statusCode())
          .as("%s with token [%s]", path, token)
          .isIn(400, 403);
    }
    assertThat(account(person)).isEqualTo(before);
    assertThat(house.house().ports().sessions().of(before.id())).hasSize(sessions);
    assertThat(PAGES.knows(house, key)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void no_form_is_taken_from_elsewhere_even_with_the_right_token(String path) {
    Person person = signedUp();
    String[] key = PAGES.enter(house, person);
    Held held = PageForms.look(house, key);
    String token = isMembersForm(path) ? held.sessionToken() : held.browserToken();
    String body = PageForms.encode(fields(person, token));
    Account before = account(person);
    List<List<String>> places = new ArrayList<>();
    places.add(List.of());
    places.add(List.of("Origin", "null"));
    places.add(List.of("Origin", "https://evil.example"));
    places.add(List.of("Origin", "http://app.localhost.evil.example"));
    places.add(List.of("Origin", "http://127.0.0.1.evil.example:" + house.port()));
    places.add(List.of("Origin", PageForms.origin(house) + "@evil.example"));
    places.add(List.of("Origin", PageForms.origin(house), "Origin", "https://evil.example"));
    places.add(List.of("Origin", PageForms.origin(house), "Sec-Fetch-Site", "cross-site"));
    places.add(List.of("Origin", PageForms.origin(house), "Sec-Fetch-Site", "same-site"));
    for (List<String> place : places) {
      for (String type : List.of(PageForms.TYPE, "text/plain")) {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(house.uri(path))
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", type)
                .header("Cookie", held.cookies());
        for (int i = 0; i < place.size(); i += 2) {
          request.header(place.get(i), place.get(i + 1));
        }
        assertThat(house.send(request).statusCode())
            .as("%s from %s as %s", path, place, type)
            .isEqualTo(403);
      }
    }
    assertThat(account(person)).isEqualTo(before);
    assertThat(PAGES.knows(house, key)).isTrue();
  }

  /** Members' forms are told by what they do with nobody: they lead to sign-in. */
  private static boolean isMembersForm(String path) {
    HttpResponse<String> answer =
        PageForms.raw(house, path, PageForms.look(house), "", PageForms.TYPE);
    return answer.statusCode() == 303;
  }

  @ParameterizedTest
  @MethodSource("forms")
  void no_form_is_taken_by_get(String path) {
    Person person = signedUp();
    String[] key = PAGES.enter(house, person);
    Held held = PageForms.look(house, key);
    Account before = account(person);
    String query = PageForms.encode(fields(person, held.sessionToken()));
    int status = house.get(path + "?" + query, key).statusCode();
    assertThat(status).isLessThan(500);
    assertThat(account(person)).isEqualTo(before);
    assertThat(PAGES.knows(house, key)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("shown")
  void every_page_is_kept_by_nobody_framed_by_nobody_and_loads_nothing_from_elsewhere(String path) {
    String[] key = PAGES.enter(house, signedUp());
    for (HttpResponse<String> answer : List.of(house.get(path), house.get(path, key))) {
      assertThat(header(answer, "content-security-policy"))
          .startsWith("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'")
          .contains("base-uri 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(header(answer, "cache-control")).isEqualTo("no-store");
      assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
      assertThat(header(answer, "cross-origin-opener-policy")).isEqualTo("same-origin");
      assertThat(header(answer, "cross-origin-resource-policy")).isEqualTo("same-origin");
      assertThat(header(answer, "referrer-policy")).isIn("same-origin", "no-referrer");
      assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
      assertThat(answer.body())
          .doesNotContain("<script", "style=\"", "javascript:", "http://", "https://");
      assertCookies(answer, false);
    }
  }

  private static void assertCookies(HttpResponse<String> answer, boolean isSecure) {
    assertThat(answer.headers().allValues("set-cookie"))
        .allSatisfy(
            line -> {
              assertThat(line).contains("; Path=/; HttpOnly; SameSite=Lax");
              assertThat(line).doesNotContain("Domain");
              assertThat(line.length()).isLessThan(4096);
              assertThat(line.contains("; Secure")).isEqualTo(isSecure);
              assertThat(line.startsWith("__Host-")).isEqualTo(isSecure);
            });
  }

  @Test
  void behind_tls_cookies_are_bound_to_the_host_and_browsers_are_told_to_stay_with_tls() {
    try (RunningHouse secure =
        RunningHouse.start(
            settings ->
                settings.withMail(
                    MailSettings.DEFAULT.linking(
                        URI.create("https://id.example.com/login/"), LinkSettings.DEFAULT)))) {
      HttpResponse<String> page = secure.get("/account/sign-in");
      assertCookies(page, true);
      assertThat(page.headers().allValues("set-cookie")).isNotEmpty();
      assertThat(header(page, "strict-transport-security")).isEqualTo("max-age=31536000");
      assertThat(page.body()).contains("action=\"/login/account/sign-in\"");
      assertThat(
              secure
                  .post(
                      "/account/sign-in",
                      "x=y",
                      "Origin",
                      PageForms.origin(secure),
                      "Content-Type",
                      PageForms.TYPE)
                  .statusCode())
          .as("loopback is not where these pages are")
          .isEqualTo(403);
    }
  }

  @Test
  void the_host_header_has_no_say() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
      String request =
          "GET /account/devices HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).contains("Location: /account/sign-in?next=devices");
      assertThat(answer).doesNotContain("evil.example");
    }
  }

  @Test
  void signing_in_opens_a_new_session_and_ends_the_one_the_browser_had() {
    Person first = signedUp();
    Person second = signedUp();
    String[] old = PAGES.enter(house, first);
    HttpResponse<String> answer =
        PageForms.post(
            house,
            "/account/sign-in",
            Map.of("name", second.email(), "password", second.password()),
            old);
    assertThat(PAGES.isIn(answer)).isTrue();
    String[] fresh = PAGES.key(answer);
    assertThat(fresh[1]).isNotEqualTo(old[1]);
    assertThat(PAGES.knows(house, old)).isFalse();
    assertThat(house.get("/account", fresh).body())
        .contains(second.email())
        .doesNotContain(first.email());
  }

  @Test
  void a_session_that_somebody_else_planted_is_never_taken_over() {
    Person victim = signedUp();
    String[] planted = {"Cookie", "latchkey=" + "A".repeat(43)};
    HttpResponse<String> answer =
        PageForms.post(
            house,
            "/account/sign-in",
            Map.of("name", victim.email(), "password", victim.password()),
            planted);
    assertThat(PAGES.isIn(answer)).isTrue();
    assertThat(PAGES.key(answer)[1]).isNotEqualTo(planted[1]);
    assertThat(PAGES.knows(house, planted)).isFalse();
  }

  @Test
  void a_changed_password_changes_the_session_and_the_old_one_is_dead() {
    Person person = signedUp();
    String[] key = PAGES.enter(house, person);
    String[] other = PAGES.enter(house, person);
    HttpResponse<String> answer =
        PageForms.postSignedIn(
            house,
            "/account/password",
            Map.of(
                "current_password", person.password(),
                "password", "an entirely new one",
                "password_again", "an entirely new one"),
            key);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(PAGES.knows(house, PAGES.key(answer))).isTrue();
    assertThat(PAGES.knows(house, key)).isFalse();
    assertThat(PAGES.knows(house, other)).isFalse();
  }

  static Stream<String> strangeCookies() {
    return Stream.of(
        "latchkey=",
        "latchkey=\"\"",
        "latchkey=" + "x".repeat(4096),
        "latchkey=%00",
        "latchkey=====",
        "latchkey=" + "A".repeat(43),
        "latchkey=a; latchkey=b",
        "latchkey=null; latchkey-form=x; latchkey-note=<script>; latchkey-language=../..",
        "latchkey-link-reset-password=" + "z".repeat(3000),
        ";;;=;=latchkey;latchkey");
  }

  @ParameterizedTest
  @MethodSource("strangeCookies")
  void strange_cookies_sign_nobody_in_and_break_nothing(String cookie) {
    assertThat(house.get("/account", "Cookie", cookie).statusCode()).isEqualTo(303);
    assertThat(house.get("/account/sign-in", "Cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(house.get("/account/reset-password", "Cookie", cookie).statusCode()).isEqualTo(410);
  }

  @Test
  void two_session_cookies_that_differ_sign_nobody_in() {
    Person person = signedUp();
    String[] key = PAGES.enter(house, person);
    String both = key[1] + "; latchkey=" + "B".repeat(43);
    assertThat(house.get("/account", "Cookie", both).statusCode()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "%09//evil.example",
        "@evil.example",
        "javascript:alert(1)",
        "sign-out",
        "devices/../../evil",
        ""
      })
  void after_signing_in_nobody_is_led_astray(String next) {
    Person person = signedUp();
    Map<String, String> form =
        Map.of("name", person.email(), "password", person.password(), "next", next);
    HttpResponse<String> answer = PageForms.post(house, "/account/sign-in", form);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(header(answer, "location")).isEqualTo("/account");
    HttpResponse<String> language =
        PageForms.post(house, "/account/language", Map.of("language", "en", "next", next));
    assertThat(header(language, "location")).isEqualTo("/account");
  }

  @Test
  void after_signing_in_people_come_to_the_page_they_wanted() {
    Person person = signedUp();
    assertThat(header(house.get("/account/devices"), "location"))
        .isEqualTo("/account/sign-in?next=devices");
    Map<String, String> form =
        Map.of("name", person.email(), "password", person.password(), "next", "devices");
    assertThat(header(PageForms.post(house, "/account/sign-in", form), "location"))
        .isEqualTo("/account/devices");
  }

  @Test
  void signing_out_clears_what_the_browser_kept_and_the_cookie_is_worth_nothing() {
    Person person = signedUp();
    String[] key = PAGES.enter(house, person);
    HttpResponse<String> answer = PageForms.postSignedIn(house, "/account/sign-out", Map.of(), key);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(header(answer, "clear-site-data")).isEqualTo("\"cache\"");
    assertThat(answer.headers().allValues("set-cookie"))
        .anySatisfy(line -> assertThat(line).startsWith("latchkey=;").contains("Max-Age=0"));
    assertThat(PAGES.knows(house, key)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/account/x.css",
        "/account/devices.js",
        "/account%2fa.js",
        "/account/devices/x.css",
        "/account/assets/x.css",
        "/account/assets/..%2f..%2fmaster.key",
        "/account/../account",
        "/account//devices",
        "/Account"
      })
  void what_looks_like_a_page_is_not_one(String path) {
    String[] key = PAGES.enter(house, signedUp());
    HttpResponse<String> answer = house.get(path, key);
    assertThat(answer.statusCode()).isIn(404);
    assertThat(header(answer, "cache-control")).isEqualTo("no-store");
    assertThat(answer.body()).doesNotContain("@");
  }

  static Stream<String> payloads() {
    return Stream.of(
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</title><svg/onload=alert(1)>",
        "javascript:alert(1)",
        "{{7*7}}${7*7}#{7*7}",
        "\u202e<b>\u0007",
        "]]><!--");
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void what_people_and_their_programs_say_is_shown_as_text(String payload) {
    Person person = signedUp();
    String[] key = PAGES.enter(house, person);
    PageForms.postSignedIn(house, "/account/profile", Map.of("full_name", payload), key);
    house.post(
        "/api/v1/sessions",
        dev.latchkey.wire.http.Json.write(
            Map.of(
                "user",
                Map.of(
                    "email",
                    person.email(),
                    "password",
                    person.password(),
                    "authorization",
                    Map.of("platform", payload, "app", payload, "provider", payload)))));
    for (String path : shown()) {
      assertInert(house.get(path, key).body());
    }
    assertThat(house.get("/account", key).body()).contains(escaped(payload));
    assertThat(house.get("/account/devices", key).body()).contains(escaped(payload));
    Map<String, String> typed = new LinkedHashMap<>();
    for (String field : List.of("name", "email", "password", "full_name", "next", "session")) {
      typed.put(field, payload);
    }
    for (String path : forms()) {
      assertInert(PageForms.post(house, path, typed, key).body());
      assertInert(PageForms.postSignedIn(house, path, typed, key).body());
    }
    assertInert(
        house.get("/account/sign-in?next=" + PageForms.encode(Map.of("x", payload))).body());
  }

  private static void assertInert(String page) {
    if (page.isEmpty() || page.startsWith("{")) {
      return;
    }
    // Text may say anything; none of it may have become a tag or left its attribute.
    assertThat(page).doesNotContain("<script", "<img", "<svg/", "<b>", "<!--", "\"><img", "\"' on");
    assertThat(page.substring(0, page.indexOf("<body") + 1)).doesNotContain("alert");
  }

  private static String escaped(String payload) {
    String start = payload.substring(0, Math.min(payload.length(), 3));
    return start.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @ParameterizedTest
  @MethodSource("shown")
  void head_says_what_get_says_without_a_body(String path) {
    HttpResponse<String> get = house.get(path);
    HttpResponse<String> head = house.send("HEAD", path, "");
    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void no_form_makes_the_server_fail(String path) {
    Person person = signedUp();
    String[] key = PAGES.enter(house, person);
    Held held = PageForms.look(house, key);
    String token = isMembersForm(path) ? held.sessionToken() : held.browserToken();
    String huge = "x".repeat(60_000);
    for (String field :
        List.of("name", "email", "password", "full_name", "session", "language", "next")) {
      for (String value :
          List.of(
              huge, "\ud83d\ude00".repeat(300), "-1", "9".repeat(30), "%", "a\r\nb: c", "\u202e")) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(field, value);
        fields.put("password_again", value);
        fields.put("form_token", token);
        int status =
            PageForms.raw(house, path, held, PageForms.encode(fields), PageForms.TYPE).statusCode();
        assertThat(status).as("%s with %s", path, field).isLessThan(500);
      }
    }
    for (String body : List.of("%", "=", "&&&", "a[b][c]=d", "form_token[]=x", "\u0000", "%ff=1")) {
      assertThat(PageForms.raw(house, path, held, body, PageForms.TYPE).statusCode())
          .isLessThan(500);
    }
  }

  @Test
  void a_strangers_session_cannot_be_ended_and_looks_like_none() {
    Person person = signedUp();
    Person stranger = signedUp();
    String[] key = PAGES.enter(house, person);
    String[] strangers = PAGES.enter(house, stranger);
    Session wanted = house.house().ports().sessions().of(account(stranger).id()).getFirst();
    HttpResponse<String> answer =
        PageForms.postSignedIn(
            house, "/account/devices/end", Map.of("session", wanted.id().toString()), key);
    HttpResponse<String> none =
        PageForms.postSignedIn(house, "/account/devices/end", Map.of("session", "77"), key);
    assertThat(answer.statusCode()).isEqualTo(none.statusCode());
    assertThat(header(answer, "set-cookie")).isEqualTo(header(none, "set-cookie"));
    assertThat(PAGES.knows(house, strangers)).isTrue();
  }

  @Test
  void what_cannot_be_taken_back_asks_for_the_password_again() {
    Person person = signedUp();
    String[] key = PAGES.enter(house, person);
    for (String path :
        List.of("/account/email", "/account/password", "/account/data", "/account/close")) {
      Map<String, String> fields =
          Map.of(
              "email", "new." + person.email(),
              "password", "something else",
              "password_again", "something else",
              "current_password", "wrong");
      HttpResponse<String> answer = PageForms.postSignedIn(house, path, fields, key);
      assertThat(answer.statusCode()).as(path).isEqualTo(422);
      assertThat(answer.body()).contains("This is not your current password");
    }
    assertThat(account(person).email()).isEqualTo(person.email());
  }

  private static Person signedUp() {
    Person person = Person.fresh();
    assertThat(PAGES.signUp(house, person).statusCode()).isEqualTo(200);
    return person;
  }

  private static Account account(Person person) {
    String canonical = Identifier.name(person.email()).orElseThrow().canonical();
    return house
        .house()
        .ports()
        .accounts()
        .findByIdentifier(RealmName.MAIN, Namespace.NAME, canonical)
        .orElseThrow();
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
