package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.signup.SignUpOutcome;
import dev.latchkey.core.signup.SignUpRequest;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands look into the store and change it while a server runs on it. */
class StoreCommandsTest {
  private static final String PASSWORD = "correct horse";

  @TempDir Path directory;
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
  void accounts_are_listed_as_a_table_and_as_json() {
    person("ann", "ann@example.org");
    person("bob", null);
    Console.Result table = run("accounts", "list");
    assertThat(table.code()).isZero();
    assertThat(table.out().lines().toList())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("NUMBER  STATUS  USERNAME  EMAIL            TELEGRAM NAME  REALM  CREATED AT");
    assertThat(table.out()).contains("100     active  ann       ann@example.org  -");
    List<Map<String, Object>> rows = run("accounts", "list", "--json").rows();
    assertThat(rows).extracting(row -> row.get("number")).containsExactly(100L, 101L);
    assertThat(rows.getFirst())
        .containsEntry("email", "ann@example.org")
        .containsEntry("realm", "main")
        .containsEntry("status", "active");
  }

  @Test
  void an_empty_list_is_an_empty_array_and_a_word_for_people() {
    Console.Result json = run("accounts", "list", "--realm", "nowhere", "--json");
    assertThat(json.rows()).isEmpty();
    assertThat(json.code()).isZero();
    assertThat(run("accounts", "list").err()).contains("there are no accounts");
  }

  @Test
  void a_list_longer_than_a_page_is_whole_and_stays_aligned() {
    for (int i = 0; i < 501; i++) {
      person("p" + i, null);
    }
    assertThat(run("accounts", "list", "--json").rows()).hasSize(501);
    List<String> lines = run("accounts", "list").out().lines().toList();
    assertThat(lines).hasSize(502);
    int column = lines.getFirst().indexOf("REALM");
    assertThat(lines.getLast().indexOf("main")).isEqualTo(column);
  }

  @Test
  void an_account_is_found_by_number_and_by_every_name_it_has() {
    NewAccount wanted =
        NewAccount.in(RealmName.MAIN)
            .withUsername(Identifier.name("Ann").orElseThrow())
            .withEmail(Identifier.email("Ann@Example.org").orElseThrow())
            .withTelegram(Identifier.telegram("ann_t").orElseThrow())
            .withWechat(Identifier.wechat("oWx-1").orElseThrow());
    signUp(wanted);
    for (String name :
        List.of("#100", "ann", " ANN ", "ann@example.org", "ANN@EXAMPLE.ORG", "Ann_T", "oWx-1")) {
      assertThat(run("accounts", "show", name, "--json").rows())
          .as(name)
          .singleElement()
          .extracting(row -> row.get("number"))
          .isEqualTo(100L);
    }
    for (String name : List.of("#101", "#99", "#99999999999", "#4294967396", "owx-1", "nobody")) {
      Console.Result result = run("accounts", "show", name, "--json");
      assertThat(result.code()).as(name).isEqualTo(1);
      assertThat(result.rows()).isEmpty();
      assertThat(result.err()).hasLineCount(1).contains(name);
    }
  }

  @Test
  void a_word_that_means_two_accounts_is_refused() {
    person("both", null);
    signUp(NewAccount.in(RealmName.MAIN).withWechat(Identifier.wechat("both").orElseThrow()));
    Console.Result result = run("accounts", "disable", "both");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("names several accounts, [#100, #101]: use a number");
    assertThat(run("accounts", "show", "#100").out()).contains("active");
  }

  @Test
  void another_realm_is_looked_into_when_it_is_named() {
    RealmName shop = new RealmName("shop");
    run("clients", "add", "shop-app", "--realm", "shop");
    signUp(NewAccount.in(shop).withUsername(Identifier.name("eve").orElseThrow()));
    assertThat(run("accounts", "show", "eve").code()).isEqualTo(1);
    assertThat(run("accounts", "show", "eve", "--realm", "shop").code()).isZero();
    assertThat(run("accounts", "list", "--realm", "shop", "--json").rows()).hasSize(1);
    assertThat(run("accounts", "show", "eve", "--realm", "NO GOOD").err())
        .contains("--realm: a realm name is");
  }

  @Test
  void a_disabled_account_is_signed_out_and_kept_out_until_it_is_enabled() {
    person("ann", null);
    assertThat(signIn("ann")).isTrue();
    assertThat(run("accounts", "disable", "ann").out()).contains("disabled");
    assertThat(signIn("ann")).isFalse();
    assertThat(run("sessions", "list", "--account", "ann", "--json").rows()).isEmpty();
    assertThat(run("accounts", "enable", "ann", "--json").rows())
        .singleElement()
        .extracting(row -> row.get("status"))
        .isEqualTo("active");
    assertThat(signIn("ann")).isTrue();
  }

  @Test
  void a_deleted_account_is_gone() {
    person("ann", null);
    assertThat(run("accounts", "delete", "#100").out()).isEqualTo("deleted account #100\n");
    assertThat(run("accounts", "delete", "#100").code()).isEqualTo(1);
    assertThat(signIn("ann")).isFalse();
  }

  @Test
  void permissions_are_given_and_taken() {
    person("ann", null);
    assertThat(run("accounts", "permit", "ann", "editor", "--json").rows().getFirst())
        .containsEntry("permissions", List.of("editor"));
    run("accounts", "permit", "ann", "root");
    run("accounts", "permit", "ann", "root");
    assertThat(run("accounts", "show", "ann").out()).contains("permissions         editor, root");
    assertThat(run("accounts", "forbid", "ann", "editor", "--json").rows().getFirst())
        .containsEntry("permissions", List.of("root"));
    assertThat(run("accounts", "forbid", "ann", "editor").code()).isZero();
  }

  @Test
  void what_is_built_in_is_neither_given_nor_taken() {
    person("ann", null);
    for (String word : List.of("*", "user", "guest")) {
      for (String verb : List.of("permit", "forbid")) {
        Console.Result result = run("accounts", verb, "ann", word);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).hasLineCount(1).contains("\"" + word + "\" is built in");
      }
    }
    assertThat(run("accounts", "permit", "ann", "two words").code()).isEqualTo(1);
    assertThat(run("accounts", "show", "ann", "--json").rows().getFirst())
        .containsEntry("permissions", List.of());
  }

  @Test
  void sessions_of_the_running_server_are_listed_and_ended() {
    person("ann", null);
    String token = token("ann");
    assertThat(isKnown(token)).isTrue();
    List<Map<String, Object>> rows = run("sessions", "list", "--account", "ann", "--json").rows();
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst()).containsEntry("contract", "private-token");
    assertThat(run("sessions", "list", "--account", "#100").out())
        .contains("private-token", "this machine");
    assertThat(rows.getFirst()).containsEntry("place", "this machine").containsKey("device");
    String id = String.valueOf(rows.getFirst().get("id"));
    assertThat(run("sessions", "end", id).out())
        .isEqualTo("ended session " + id + " of account #100\n");
    assertThat(run("sessions", "end", id).code()).isEqualTo(1);
    assertThat(run("sessions", "list", "--account", "ann").err()).contains("no live session");
    // The server learns of it from its feed, within a second.
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (isKnown(token) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(isKnown(token)).isFalse();
  }

  @Test
  void an_id_that_is_no_number_is_a_mistake_in_the_call() {
    assertThat(run("sessions", "end", "abc").code()).isEqualTo(2);
    assertThat(run("sessions", "end", "-1").code()).isEqualTo(2);
    assertThat(run("sessions", "end", "1").code()).isEqualTo(1);
    assertThat(run("sessions", "list").err()).contains("--account NAME is missing");
  }

  @Test
  void the_documented_client_is_there_from_the_start() {
    assertThat(run("clients", "list", "--json").rows())
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("id", "zpjfcgu8nqgrpwlsau30ycpl2mc9ox")
                    .containsEntry("realm", "main")
                    .containsEntry("kind", "public"));
  }

  @Test
  void clients_are_added_listed_and_removed() {
    Map<String, Object> added =
        run("clients", "add", "--name", "Phone", "--realm", "shop", "--json").rows().getFirst();
    String id = String.valueOf(added.get("id"));
    assertThat(id).matches("[0-9a-z]{30}");
    assertThat(added).doesNotContainKey("secret").containsEntry("kind", "public");
    assertThat(run("clients", "list", "--realm", "shop").out()).contains(id, "Phone");
    assertThat(run("clients", "add", id).err()).contains("exists already");
    assertThat(run("clients", "remove", id).out()).isEqualTo("removed client " + id + "\n");
    assertThat(run("clients", "remove", id).code()).isEqualTo(1);
    assertThat(run("clients", "add", "no good").code()).isEqualTo(2);
  }

  @Test
  void a_secret_is_shown_once_and_kept_nowhere() {
    Map<String, Object> added =
        run("clients", "add", "backend", "--confidential", "--json").rows().getFirst();
    String secret = String.valueOf(added.get("secret"));
    assertThat(secret).matches("[A-Za-z0-9_-]{43}");
    assertThat(run("clients", "list", "--json").out()).contains("confidential");
    assertThat(run("clients", "list", "--json").out()).doesNotContain(secret);
    assertThat(run("clients", "add", "other", "--confidential").err()).contains("note it now");
  }

  @Test
  void the_outbox_shows_whole_letters_with_working_links_oldest_first() {
    person("ann", "ann@example.org");
    person("bob", "bob@example.org");
    assertThat(run("outbox").err()).contains("there are no letters");
    requestReset("ann@example.org");
    requestReset("bob@example.org");
    List<Map<String, Object>> letters = run("outbox", "--json").rows();
    assertThat(letters)
        .extracting(letter -> letter.get("to"))
        .containsExactly("ann@example.org", "bob@example.org");
    String text = String.valueOf(letters.getFirst().get("text"));
    assertThat(text)
        .containsPattern("(?m)^http://\\S+/account/reset-password\\?token=[A-Za-z0-9_-]{34}$");
    String printed = run("outbox").out();
    assertThat(printed).contains("STATUS", "waiting", "reset_password").doesNotContain("token=");
    assertThat(printed.indexOf("ann@")).isLessThan(printed.indexOf("bob@"));
    String shown = run("outbox", "show", "1").out();
    assertThat(shown).contains(text.strip(), "To:      ann@example.org", "Subject: ");
    assertThat(run("outbox", "show", "99").err()).contains("there is no letter 99");
    assertThat(run("outbox", "show", "first").err()).contains("the number of a letter");
  }

  @Test
  void a_letter_that_was_given_up_is_listed_with_its_problem_and_can_be_tried_again() {
    person("ann", "ann@example.org");
    requestReset("ann@example.org");
    Outbox outbox = house.house().ports().outbox();
    Instant now = house.clock().now();
    outbox.take("holder", now, now.plusSeconds(60));
    assertThat(run("outbox", "retry", "1").err()).contains("is being sent right now");
    outbox.settle(1, "holder", Outbox.Status.GIVEN_UP, "550 no such user", now);

    assertThat(run("outbox").out()).contains("given_up", "550 no such user");
    assertThat(run("outbox", "retry", "1").out()).contains("letter 1 is due now");
    assertThat(run("outbox", "--json").rows().getFirst())
        .containsEntry("status", "waiting")
        .containsEntry("attempts", 0L);
  }

  @Test
  void a_name_cannot_move_the_cursor() {
    Profile profile = Profile.EMPTY.withFullName("\u001b[2J\u202eevil\nname");
    signUp(
        NewAccount.in(RealmName.MAIN)
            .withUsername(Identifier.name("ann").orElseThrow())
            .withProfile(profile));
    Console.Result sheet = run("accounts", "show", "ann");
    assertThat(sheet.out()).contains("\\x1b[2J\\u{202e}evil\\nname").doesNotContain("\u001b");
    Console.Result json = run("accounts", "show", "ann", "--json");
    assertThat(json.out()).doesNotContain("\u001b", "\u202e");
    assertThat(json.rows().getFirst().get("full_name")).isEqualTo(profile.fullName());
    assertThat(run("accounts", "show", "no\u001b[2Jbody").err()).doesNotContain("\u001b");
  }

  @Test
  void without_a_store_a_command_says_how_to_get_one_and_makes_none() {
    Console.Result result = new Console(directory).run("accounts", "list");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).hasLineCount(1).contains("start the server once");
    assertThat(directory).isEmptyDirectory();
    assertThat(new Console(directory).run("clients", "add", "early").code()).isZero();
    assertThat(new Console(directory).run("clients", "list", "--json").rows())
        .extracting(row -> row.get("id"))
        .containsExactly("early", "zpjfcgu8nqgrpwlsau30ycpl2mc9ox");
  }

  private Console.Result run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--data");
    all.add(house.directory().toString());
    return new Console(directory).run(all.toArray(String[]::new));
  }

  private void person(String username, @Nullable String email) {
    signUp(
        NewAccount.in(RealmName.MAIN)
            .withUsername(Identifier.name(username).orElseThrow())
            .withEmail(email == null ? null : Identifier.email(email).orElseThrow()));
  }

  private void signUp(NewAccount wanted) {
    Password password = wanted.wechat() == null ? Password.of(PASSWORD) : null;
    assertThat(
            house
                .house()
                .core()
                .signUp()
                .signUp(new SignUpRequest(wanted, password, null, Origin.LOCAL)))
        .isInstanceOf(SignUpOutcome.SignedUp.class);
  }

  private HttpResponse<String> post(String name) {
    return house.post("/sign_in", Json.write(Map.of("login", name, "password", PASSWORD)));
  }

  private boolean signIn(String name) {
    return post(name).statusCode() == 200;
  }

  @SuppressWarnings("unchecked")
  private String token(String name) {
    try {
      Map<String, Object> body =
          (Map<String, Object>)
              Objects.requireNonNull(Json.read(post(name).body().getBytes(StandardCharsets.UTF_8)));
      return String.valueOf(body.get("private_token"));
    } catch (BadInput e) {
      throw new AssertionError(e);
    }
  }

  private boolean isKnown(String token) {
    return house.get("/api/v2/user", "PRIVATE-TOKEN", token).statusCode() == 200;
  }

  private void requestReset(String address) {
    house.house().features().requestReset().request(RealmName.MAIN, address, Origin.LOCAL);
  }
}
