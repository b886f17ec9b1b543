package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.Account;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.TypedToken;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls of the document over HTTP, in JSON. */
class HttpCallsTest {
  private static final String NO_JSON =
      "{\"status\":400,\"reason\":\"JSON data is invalid\",\"exception\":true}";

  private static RunningHouse house;
  private static Rpc rpc;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    rpc = new Rpc(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void the_documented_calls_get_the_documented_answers() {
    String name = Rpc.newName();
    HttpResponse<String> made =
        rpc.call(
            "signup",
            "[{\"username\":\"%s@example.com\",\"password\":\"pa55\"}]".formatted(name),
            null);
    assertThat(made.statusCode()).isEqualTo(200);
    assertThat(made.headers().allValues("content-type")).containsExactly("application/json");
    assertThat(made.body()).isEqualTo(Rpc.REGISTERED);

    HttpResponse<String> in =
        rpc.call(
            "signin",
            "[{\"username\":\"%s@example.com\",\"password\":\"pa55\"}]".formatted(name),
            null);
    assertThat(in.statusCode()).isEqualTo(200);
    assertThat(in.headers().allValues("content-type")).containsExactly("application/json");
    String token = Rpc.token(in.body());
    assertThat(token).matches("[A-Za-z0-9_-]{34}");
    assertThat(TypedToken.parse(token)).hasValueSatisfying(t -> assertThat(t.type()).isEqualTo(3));
    String shown =
        ("\"auth\":{\"is_authenticated\":true,\"user_id\":\"%s\",\"username\":\"%s@example.com\","
                + "\"permissions\":{},\"avatar\":\"https://s.gravatar.com/avatar/%s?d=identicon\"},"
                + "\"settings\":{}}}")
            .formatted(userId(in.body()), name, md5(name + "@example.com"));
    assertThat(in.body())
        .isEqualTo(
            "{\"status\":200,\"reason\":\"OK\",\"exception\":false,\"data\":{\"token\":\""
                + token
                + "\","
                + shown);
    assertThat(rpc.call("signin", "[null,null]", token).body())
        .isEqualTo("{\"status\":200,\"reason\":\"OK\",\"exception\":false,\"data\":{" + shown);

    assertThat(rpc.call("signout", "", token).body()).isEqualTo(Rpc.OK);
    assertThat(rpc.call("signin", "", token).body()).isEqualTo(Rpc.GUEST);
    assertThat(rpc.call("signout", "", token).body()).isEqualTo(Rpc.OVER_ALREADY);
  }

  @Test
  void the_documented_mail_calls_get_the_documented_answers() {
    String name = Rpc.newName();
    String address = name + "@example.com";
    rpc.signUp(name);
    assertThat(rpc.call("send-confirmation-email", "[\"" + name + "\"]", null).body())
        .isEqualTo(Rpc.OK);
    String confirmation = rpc.mailed(address);
    assertThat(confirmation).matches("[A-Za-z0-9_-]{34}");
    assertThat(rpc.call("confirm-email-by-token", "[\"" + confirmation + "\"]", null).body())
        .isEqualTo(Rpc.ONE_ROW);
    assertThat(rpc.call("confirm-email-by-token", "[\"" + confirmation + "\"]", null).body())
        .isEqualTo(Rpc.TOKEN_GONE);

    assertThat(rpc.call("send-password-reset-email", "[\"" + address + "\"]", null).body())
        .isEqualTo(Rpc.OK);
    String reset = rpc.mailed(address);
    assertThat(rpc.call("set-password-by-token", "[\"" + reset + "\",\"n3w\"]", null).body())
        .isEqualTo(Rpc.ONE_ROW);
    assertThat(rpc.call("set-password-by-token", "[\"" + reset + "\",\"n3w\"]", null).body())
        .isEqualTo(Rpc.TOKEN_GONE);
    assertThat(rpc.isLive(rpc.signIn(name, "n3w"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/session/signin",
        "/api/v1/session/signin",
        "/api//v1/session/signin",
        "/api/v1//session/signin",
        "/api/v1/session/sign%69n"
      })
  void every_spelling_of_the_path_answers_with_the_same_bytes(String path) {
    HttpResponse<String> answer = house.post(path, "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("content-type")).containsExactly("application/json");
    assertThat(answer.body()).isEqualTo(Rpc.GUEST);
  }

  @Test
  void every_call_stands_at_the_root_with_the_same_bytes() {
    for (String name :
        new String[] {
          "confirm-email-by-token",
          "send-confirmation-email",
          "send-password-reset-email",
          "set-password-by-token",
          "signin",
          "signout",
          "signup",
          "nothing"
        }) {
      HttpResponse<String> atApi = house.post("/api/v1/session/" + name, "[{}]");
      HttpResponse<String> atRoot = house.post("/v1/session/" + name, "[{}]");
      assertThat(atRoot.body()).isEqualTo(atApi.body());
      assertThat(atRoot.statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/",
        "/api/session/signin",
        "/api/v1/session/signin/",
        "/api/v1/session/",
        "/api/v1/session/fly",
        "/api/v2/session/signin",
        "/api/V1/session/signin",
        "/api/v1%2Fsession/signin",
        "/v1/session/fly"
      })
  void a_path_that_names_no_call_is_answered_so_whatever_its_body(String path) {
    for (String body : new String[] {"", "[]", "nonsense"}) {
      HttpResponse<String> answer = house.post(path, body);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo("{\"status\":404,\"reason\":\"Method not found\",\"exception\":false}");
    }
    assertThat(house.get(path).body()).contains("Method not found");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "signin  | [{\"username\":\"a\"}] | must be null;must have required property 'password';"
            + "must match a schema in anyOf",
        "signin  | [null,null,null]       | must NOT have more than 2 items",
        "signout | [null]                 | boolean schema is false",
        "signup  | []                     | must NOT have fewer than 1 items",
        "signup  | [{}]                   | must have required property 'username'",
        "set-password-by-token | [\"x\"]  | must NOT have fewer than 2 items",
        "confirm-email-by-token | [{}]    | must be string",
        "signin  | [{\"username\":\"a\",\"password\":{\"$gt\":\"\"}}] | must be null;must be"
            + " string;must match a schema in anyOf",
        "signin  | [{\"username\":[\"a\"],\"password\":[\"b\"]}] | must be null;must be string;"
            + "must be string;must match a schema in anyOf",
      })
  void bad_arguments_are_told_in_the_words_of_the_original(
      String call, String arguments, String sentences) {
    assertThat(rpc.call(call, arguments, null).body())
        .isEqualTo(
            "{\"status\":400,\"reason\":\"%s\",\"exception\":false}"
                .formatted(sentences.replace(";", "\\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "[",
        "[] []",
        "[{\"username\":\"a\",\"username\":\"b\",\"password\":\"c\"}]",
        "[\"\\ud800\"]",
        " ",
        "[NaN]",
        "[1e999999999999999999999999999999999999999999]",
        "[{\"username\":\"\\u0000\",\"password\":\"pa55\"}]",
        "\ufeff[]"
      })
  void a_body_that_is_no_json_is_an_exception(String body) {
    assertThat(rpc.call("signin", body, null).body()).isEqualTo(NO_JSON);
  }

  @Test
  void deep_nesting_and_absurd_numbers_are_refused_at_once() {
    for (String body :
        new String[] {"[".repeat(33), "[".repeat(60_000), "[" + "9".repeat(60_000) + "]"}) {
      long start = System.nanoTime();
      assertThat(rpc.call("signin", body, null).body()).isEqualTo(NO_JSON);
      assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }
    assertThat(rpc.call("signin", "[1e999999999]", null).body()).isEqualTo(NO_JSON);
  }

  @Test
  void a_body_that_is_no_list_is_the_only_argument() {
    String name = Rpc.newName();
    rpc.signUp(name);
    assertThat(
            Rpc.token(
                rpc.call(
                        "signin",
                        "{\"username\":\"%s\",\"password\":\"pa55\"}".formatted(name),
                        null)
                    .body()))
        .hasSize(34);
    assertThat(rpc.call("signin", "null", null).body()).isEqualTo(Rpc.GUEST);
    assertThat(rpc.call("signin", "\"\"", null).body()).isEqualTo(Rpc.GUEST);
    assertThat(rpc.call("signout", "null", null).body()).contains("boolean schema is false");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 401",
    "application/json; charset=utf-8, 401",
    "APPLICATION/JSON, 401",
    "text/plain, 415",
    "application/x-www-form-urlencoded, 415",
    "multipart/form-data; boundary=x, 415",
  })
  void a_content_type_that_is_neither_json_nor_messagepack_is_refused(String type, int status) {
    HttpResponse<String> answer = house.post("/api/v1/session/signin", "[]", "Content-Type", type);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("content-type")).containsExactly("application/json");
    if (status == 415) {
      assertThat(answer.body())
          .isEqualTo("{\"status\":415,\"reason\":\"Unsupported Media Type\",\"exception\":true}");
    } else {
      assertThat(answer.body()).isEqualTo(Rpc.GUEST);
    }
  }

  @Test
  void a_missing_content_type_is_json() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(house.uri("/api/v1/session/signin"))
            .POST(HttpRequest.BodyPublishers.ofString("[null]"));
    assertThat(house.send(request).body()).isEqualTo(Rpc.GUEST);
  }

  @Test
  void get_passes_the_query_as_one_object() {
    assertThat(house.get("/api/v1/session/signout").body())
        .isEqualTo("{\"status\":400,\"reason\":\"boolean schema is false\",\"exception\":false}");
    assertThat(house.get("/api/v1/session/signin").body())
        .contains("must have required property 'username'");
    String name = Rpc.newName();
    assertThat(house.get("/api/v1/session/signup?username=" + name).body())
        .isEqualTo(Rpc.REGISTERED);
  }

  @Test
  void a_password_in_the_query_is_refused_unless_that_is_allowed() {
    String name = Rpc.newName();
    rpc.signUp(name);
    String query = "/api/v1/session/signin?username=" + name + "&password=pa55";
    assertThat(house.get(query).body())
        .isEqualTo(
            "{\"status\":400,\"reason\":\"Password is not allowed in the query string\","
                + "\"exception\":false}");
    assertThat(house.get("/api/v1/session/signin?username=a&username=b").body())
        .isEqualTo("{\"status\":400,\"reason\":\"Query data is invalid\",\"exception\":true}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"})
  void a_verb_that_no_call_has_is_refused_and_does_nothing(String verb) {
    String token = rpc.enter();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(house.uri("/api/v1/session/signout"))
            .header("Authorization", "Bearer " + token)
            .method(verb, HttpRequest.BodyPublishers.noBody());
    HttpResponse<String> answer = house.send(request);
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow"))
        .hasValueSatisfying(allowed -> assertThat(allowed).contains("GET").contains("POST"));
    assertThat(rpc.isLive(token)).isTrue();
  }

  @Test
  void the_server_says_that_it_is_there_and_well() {
    for (String path : new String[] {"/api/ping", "/api/pong"}) {
      assertThat(house.get(path).statusCode()).isEqualTo(200);
      assertThat(house.get(path).body()).isEmpty();
      assertThat(house.post(path, "").body()).isEmpty();
    }
    HttpResponse<String> health = house.get("/api/healthcheck");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).isEqualTo(Rpc.OK);
    assertThat(health.headers().allValues("content-type")).containsExactly("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"API-Call-Void", "X-API-Void-Call"})
  void a_void_call_is_answered_with_nothing_and_carried_out(String header) throws Exception {
    String token = rpc.enter();
    HttpResponse<String> answer =
        house.post(
            "/api/v1/session/signout", "", "Authorization", "Bearer " + token, header, "true");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("content-type")).isEmpty();
    for (int i = 0; i < 500 && rpc.isLive(token); i++) {
      Thread.onSpinWait();
    }
    assertThat(rpc.isLive(token)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer %s", "bearer   %s", "BEARER %s", "%s", "  Bearer %s  "})
  void the_word_bearer_may_be_spelled_in_many_ways(String form) {
    String token = rpc.enter();
    assertThat(
            house.post("/api/v1/session/signin", "", "Authorization", form.formatted(token)).body())
        .startsWith("{\"status\":200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic %s", "Bearer", "Bearer %s x", "Token %s", "Bearer%s"})
  void any_other_authorization_makes_a_guest(String form) {
    String token = rpc.enter();
    assertThat(
            house.post("/api/v1/session/signin", "", "Authorization", form.formatted(token)).body())
        .isEqualTo(Rpc.GUEST);
  }

  @Test
  void wrong_passwords_unknown_names_and_disabled_accounts_are_answered_alike() {
    String name = Rpc.newName();
    rpc.signUp(name);
    String disabled = Rpc.newName();
    rpc.signUp(disabled);
    disable(disabled);
    for (String credentials :
        new String[] {
          "{\"username\":\"" + name + "\",\"password\":\"wrong\"}",
          "{\"username\":\"" + name + "\",\"password\":\"\"}",
          "{\"username\":\"" + disabled + "\",\"password\":\"pa55\"}",
          "{\"username\":\"nobody-here\",\"password\":\"pa55\"}",
          "{\"username\":\"\",\"password\":\"pa55\"}",
          "{\"username\":\"\\u0007\",\"password\":\"pa55\"}",
        }) {
      HttpResponse<String> answer = rpc.call("signin", "[" + credentials + "]", null);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(Rpc.NOT_AUTHENTICATED);
      assertThat(answer.headers().map().keySet())
          .containsExactlyInAnyOrder(
              "cache-control",
              "content-length",
              "content-type",
              "date",
              "x-content-type-options",
              "x-request-id");
    }
  }

  @Test
  void every_name_of_the_account_signs_in() {
    String name = Rpc.newName();
    String telegram = name.replace('-', '_') + "_tg";
    rpc.call(
        "signup",
        "[{\"username\":\"%s\",\"password\":\"p\",\"email\":\"%s@example.com\",\"telegram_name\":\"%s\"}]"
            .formatted(name, name, telegram),
        null);
    for (String one :
        new String[] {
          name, name.toUpperCase(java.util.Locale.ROOT), name + "@EXAMPLE.com", telegram
        }) {
      assertThat(rpc.isLive(rpc.signIn(one, "p"))).isTrue();
    }
  }

  @Test
  void permissions_decide_who_may_sign_in_and_open_no_session_otherwise() {
    String name = Rpc.newName();
    rpc.signUp(name);
    String refused =
        "{\"status\":403,\"reason\":\"You are not authorized to access this area.\","
            + "\"exception\":false}";
    Account account = account(name);
    String credentials = "{\"username\":\"" + name + "\",\"password\":\"pa55\"}";
    for (String asked : new String[] {"[]", "[\"admin\"]", "[\"guest\"]", "[\"root\",\"admin\"]"}) {
      assertThat(rpc.call("signin", "[" + credentials + "," + asked + "]", null).body())
          .isEqualTo(refused);
    }
    assertThat(house.house().ports().sessions().of(account.id())).isEmpty();
    for (String asked : new String[] {"null", "[\"user\"]", "[\"*\"]", "[\"admin\",\"user\"]"}) {
      assertThat(rpc.call("signin", "[" + credentials + "," + asked + "]", null).body())
          .startsWith("{\"status\":200");
    }
    String token = rpc.signIn(name, "pa55");
    assertThat(rpc.call("signin", "[null,[\"admin\"]]", token).body()).isEqualTo(refused);
    assertThat(rpc.call("signin", "[null,[]]", token).body()).isEqualTo(refused);
    assertThat(rpc.call("signin", "[null,[\"guest\"]]", null).body()).isEqualTo(Rpc.GUEST);

    permit(account.id(), Set.of("create-teams", "admin"));
    assertThat(rpc.call("signin", "[null,[\"admin\"]]", token).body())
        .contains("\"permissions\":{\"admin\":true,\"create-teams\":true}");
    permit(account.id(), Set.of("root"));
    assertThat(rpc.call("signin", "[null,[\"admin\"]]", token).body())
        .startsWith("{\"status\":200");
  }

  @Test
  void an_account_without_an_address_has_the_picture_of_nobody() {
    String name = Rpc.newName();
    rpc.call("signup", "[{\"username\":\"" + name + "\",\"password\":\"p\"}]", null);
    assertThat(
            rpc.call("signin", "[{\"username\":\"" + name + "\",\"password\":\"p\"}]", null).body())
        .contains("avatar/4732e01b487869e3e6d42c2720468036?d=identicon");
  }

  @Test
  void each_sign_in_opens_a_session_of_its_own() {
    String name = Rpc.newName();
    rpc.signUp(name);
    String one = rpc.signIn(name, "pa55");
    String two = rpc.signIn(name, "pa55");
    assertThat(one).isNotEqualTo(two);
    rpc.call("signout", "", one);
    assertThat(rpc.isLive(one)).isFalse();
    assertThat(rpc.isLive(two)).isTrue();
  }

  @Test
  void a_taken_name_is_told_as_such_whatever_it_is_taken_as() {
    String name = Rpc.newName();
    rpc.call(
        "signup",
        "[{\"username\":\"%s\",\"email\":\"%s@example.com\",\"telegram_name\":\"%s\"}]"
            .formatted(name, name, name.replace('-', '_')),
        null);
    String taken = "{\"status\":409,\"reason\":\"User already exists\",\"exception\":false}";
    for (String fields :
        new String[] {
          "{\"username\":\"%s\"}".formatted(name),
          "{\"username\":\"%s\"}".formatted(name.toUpperCase(java.util.Locale.ROOT)),
          "{\"username\":\"%s@example.com\"}".formatted(name),
          "{\"username\":\"%s\",\"email\":\"%s@example.com\"}".formatted(Rpc.newName(), name),
          "{\"username\":\"%s\",\"telegram_name\":\"%s\"}"
              .formatted(Rpc.newName(), name.replace('-', '_')),
          "{\"username\":\"root\"}",
        }) {
      assertThat(rpc.call("signup", "[" + fields + "]", null).body()).isEqualTo(taken);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"password\":\"\"", ",\"password\":null"})
  void an_account_without_a_password_gets_one_that_nobody_knows(String password) {
    String name = Rpc.newName();
    assertThat(
            rpc.call("signup", "[{\"username\":\"%s\"%s}]".formatted(name, password), null).body())
        .isEqualTo(Rpc.REGISTERED);
    assertThat(house.house().ports().credentials().passwordHash(account(name).id())).isPresent();
    for (String guess : new String[] {"", "null", name}) {
      assertThat(
              rpc.call(
                      "signin",
                      "[{\"username\":\"%s\",\"password\":\"%s\"}]".formatted(name, guess),
                      null)
                  .body())
          .isEqualTo(Rpc.NOT_AUTHENTICATED);
    }
  }

  @Test
  void fields_that_the_server_owns_are_ignored() {
    String name = Rpc.newName();
    assertThat(
            rpc.call(
                    "signup",
                    "[{\"username\":\"%s\",\"password\":\"p\",\"id\":1,\"user_id\":1,\"created\":0,\"enabled\":false,\"permissions\":{\"admin\":true},\"emailConfirmedAt\":1,\"gravatar\":\"x\"}]"
                        .formatted(name),
                    null)
                .body())
        .isEqualTo(Rpc.REGISTERED);
    Account account = account(name);
    assertThat(account.permissions()).isEmpty();
    assertThat(account.isActive()).isTrue();
    assertThat(account.id().value()).isGreaterThanOrEqualTo(AccountId.FIRST);
    assertThat(account.emailConfirmedAt()).isNull();
  }

  @Test
  void answers_are_not_to_be_stored_or_sniffed() {
    HttpResponse<String> answer = rpc.call("signin", "", null);
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
  }

  private static Account account(String name) {
    return house
        .house()
        .ports()
        .accounts()
        .findByIdentifier(
            dev.latchkey.kernel.RealmName.MAIN,
            dev.latchkey.kernel.IdentifierKind.Namespace.NAME,
            name)
        .orElseThrow();
  }

  private static void disable(String name) {
    house
        .house()
        .core()
        .changeStatus()
        .change(
            account(name).id(),
            dev.latchkey.core.account.AccountStatus.DISABLED,
            dev.latchkey.kernel.Origin.LOCAL);
  }

  private static void permit(AccountId id, Set<String> permissions) {
    house.house().ports().accounts().changePermissions(id, permissions, house.clock().now());
  }

  private static String userId(String answer) {
    return String.valueOf(Rpc.inner(Rpc.object(answer), "data", "auth").get("user_id"));
  }

  private static String md5(String text) {
    try {
      return java.util.HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("MD5")
                  .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
