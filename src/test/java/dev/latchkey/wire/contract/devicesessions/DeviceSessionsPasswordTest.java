package dev.latchkey.wire.contract.devicesessions;

import static dev.latchkey.wire.contract.devicesessions.DeviceClient.CHROME;
import static dev.latchkey.wire.contract.devicesessions.DeviceClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.closing.ChangeStatus;
import dev.latchkey.core.policy.EvenPace;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.TypedToken;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceSessionsPasswordTest {
  private static final String NEW = "NewPassword1";
  private static final String CHANGE = "/api/v1/users/change_password";
  private static final String NOT_VALID = "{\"errors\":{\"token\":[\"Token is not valid\"]}}";

  private static RunningHouse house;
  private static DeviceClient client;
  private static Mailbox mailbox;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new DeviceClient(house);
    mailbox = new Mailbox(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  private static String email(String nick) {
    return nick + "@mail.example";
  }

  private static String mailed(String nick) {
    assertThat(client.restore(email(nick)).statusCode()).isEqualTo(200);
    return mailbox.secret(email(nick));
  }

  @Test
  void a_request_is_answered_by_texts_and_a_letter_is_kept() {
    DeviceClient.token(client.signUp("lena"));
    HttpResponse<String> answer = client.restore("LENA@mail.example");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(DeviceClient.object(answer).keySet()).containsExactly("token", "message");
    assertThat(DeviceClient.object(answer).values())
        .allSatisfy(value -> assertThat(value).isInstanceOf(String.class));
    assertThat(DeviceClient.object(answer)).containsEntry("message", "Mail was succesfully sended");
    assertThat(mailbox.letters(email("lena"))).hasSize(1);
  }

  @Test
  void the_answer_never_holds_what_the_letter_holds() {
    DeviceClient.token(client.signUp("karl"));
    HttpResponse<String> answer = client.restore(email("karl"));
    String receipt = DeviceClient.text(answer, "token");
    assertThat(answer.body()).doesNotContain(mailbox.secret(email("karl")));
    assertThat(client.reset(receipt, NEW).body()).isEqualTo(NOT_VALID);
    assertThat(client.current(receipt).statusCode()).isEqualTo(401);
  }

  @Test
  void known_unknown_and_disabled_addresses_read_alike() {
    DeviceClient.token(client.signUp("known"));
    String token = DeviceClient.token(client.signUp("barred"));
    ChangeStatus change = house.house().core().changeStatus();
    change.change(id(token), AccountStatus.DISABLED, Origin.LOCAL);
    List<HttpResponse<String>> answers =
        List.of(
            client.restore(email("known")),
            client.restore(email("unknown")),
            client.restore(email("barred")),
            client.restore("no address"));
    for (HttpResponse<String> answer : answers) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(blanked(answer)).isEqualTo(blanked(answers.getFirst()));
      assertThat(answer.headers().map().keySet())
          .isEqualTo(answers.getFirst().headers().map().keySet());
    }
    assertThat(mailbox.letters(email("barred"))).isEmpty();
    assertThat(mailbox.letters(email("unknown"))).isEmpty();
  }

  @Test
  void known_and_unknown_addresses_are_answered_at_one_pace() {
    DeviceClient.token(client.signUp("paced"));
    for (String nick : List.of("paced", "unpaced")) {
      long begin = System.nanoTime();
      assertThat(client.restore(email(nick)).statusCode()).isEqualTo(200);
      assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(EvenPace.LENGTH.toNanos());
    }
  }

  private static String blanked(HttpResponse<String> answer) {
    return answer.body().replaceAll("\"token\":\"[\\w-]{43}\"", "\"token\":\"\"");
  }

  private static AccountId id(String token) {
    return new AccountId(client.account(token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"email\":\"\"}", "{\"email\":\"  \"}", "{\"email\":null}"})
  void a_request_without_an_address_is_told(String fields) {
    HttpResponse<String> answer =
        house.post("/api/v1/sessions/restore_password", "{\"user\":" + fields + "}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo("{\"errors\":{\"email\":[\"can't be blank\"]}}");
  }

  @Test
  void a_mailed_secret_sets_a_password_and_ends_every_session() {
    String browser = DeviceClient.token(client.signUp("hugo"));
    String phone = DeviceClient.token(client.signIn("hugo", Map.of("platform", "iOS")));
    HttpResponse<String> answer = client.reset(mailed("hugo"), NEW);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Password was succesfully updated\"}");
    assertThat(client.current(browser).statusCode()).isEqualTo(401);
    assertThat(client.current(phone).statusCode()).isEqualTo(401);
    assertThat(client.signIn("hugo", CHROME).statusCode()).isEqualTo(422);
    String again = DeviceClient.token(client.signIn(email("hugo"), NEW, CHROME));
    assertThat(again).isNotEqualTo(browser);
    assertThat(client.current(browser).statusCode()).isEqualTo(401);
  }

  @Test
  void a_mailed_secret_sets_a_password_once() {
    DeviceClient.token(client.signUp("ines"));
    String secret = mailed("ines");
    assertThat(client.reset(secret, NEW).statusCode()).isEqualTo(200);
    HttpResponse<String> again = client.reset(secret, "Another123");
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).isEqualTo(NOT_VALID);
    assertThat(client.signIn(email("ines"), NEW, CHROME).statusCode()).isEqualTo(200);
  }

  @Test
  void a_used_secret_takes_the_others_with_it() {
    DeviceClient.token(client.signUp("jana"));
    String first = mailed("jana");
    String second = mailed("jana");
    assertThat(second).isNotEqualTo(first);
    assertThat(client.reset(second, NEW).statusCode()).isEqualTo(200);
    assertThat(client.reset(first, "Another123").body()).isEqualTo(NOT_VALID);
  }

  @Test
  void a_mailed_secret_lives_an_hour_to_the_second() {
    try (RunningHouse own = RunningHouse.start()) {
      DeviceClient there = new DeviceClient(own);
      Mailbox letters = new Mailbox(own);
      DeviceClient.token(there.signUp("uwe"));
      there.restore(email("uwe"));
      String early = letters.secret(email("uwe"));
      own.clock().advance(Duration.ofMinutes(59));
      assertThat(there.reset(early, NEW).statusCode()).isEqualTo(200);
      there.restore(email("uwe"));
      String late = letters.secret(email("uwe"));
      own.clock().advance(Duration.ofMinutes(60));
      HttpResponse<String> answer = there.reset(late, "Another123");
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).isEqualTo("{\"errors\":{\"token\":[\"Token has expired\"]}}");
    }
  }

  @Test
  void a_secret_that_is_blank_altered_or_invented_is_not_valid() {
    DeviceClient.token(client.signUp("mona"));
    String secret = mailed("mona");
    String middle = secret.substring(0, 20) + (secret.charAt(20) == 'A' ? 'B' : 'A');
    for (String shown :
        List.of(
            "",
            " ",
            "0",
            "A".repeat(34),
            "null",
            secret.substring(1),
            secret.substring(0, 33),
            secret + "A",
            middle + secret.substring(21),
            TypedToken.mint(
                    TypedToken.PASSWORD_RESET,
                    TypedToken.parse(secret).orElseThrow().id(),
                    house.house().ports().entropy())
                .text())) {
      HttpResponse<String> answer = client.reset(shown, NEW);
      assertThat(answer.statusCode()).as(shown).isEqualTo(422);
      assertThat(answer.body()).as(shown).isEqualTo(NOT_VALID);
    }
    for (String value : List.of("null", "0", "[]", "true", "{}")) {
      HttpResponse<String> answer =
          house.send(
              "PUT",
              "/api/v1/sessions/reset_password",
              "{\"user\":{\"password\":\"NewPassword1\",\"token\":" + value + "}}");
      assertThat(answer.body()).isEqualTo(NOT_VALID);
    }
    assertThat(client.reset(secret, NEW).statusCode()).isEqualTo(200);
  }

  @Test
  void a_secret_of_another_purpose_or_account_changes_nothing_else() {
    DeviceClient.token(client.signUp("nora"));
    DeviceClient.token(client.signUp("paul"));
    Account nora = account("nora");
    house
        .house()
        .features()
        .requestConfirmation()
        .request(nora.realm(), email("nora"), Origin.LOCAL);
    assertThat(client.reset(mailbox.secret(email("nora")), NEW).body()).isEqualTo(NOT_VALID);
    assertThat(client.reset(mailed("paul"), NEW).statusCode()).isEqualTo(200);
    assertThat(client.signIn("nora", CHROME).statusCode()).isEqualTo(200);
  }

  private static Account account(String nick) {
    AccountId id = id(DeviceClient.token(client.signIn(nick, CHROME)));
    return house.house().ports().accounts().find(id).orElseThrow();
  }

  @Test
  void the_previous_password_is_refused_and_the_secret_stays_usable() {
    DeviceClient.token(client.signUp("rosa"));
    String secret = mailed("rosa");
    assertThat(client.reset(secret, PASSWORD).body())
        .isEqualTo("{\"errors\":{\"password\":[\"Equal to previous password\"]}}");
    assertThat(client.reset(secret, NEW).statusCode()).isEqualTo(200);
  }

  @Test
  void a_reset_tells_all_broken_rules_at_once() {
    HttpResponse<String> answer =
        house.send(
            "PUT",
            "/api/v1/sessions/reset_password",
            "{\"user\":{\"password\":\"\",\"password_confirmation\":\"x\"}}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .isEqualTo(
            "{\"errors\":{\"token\":[\"Token is not valid\"],"
                + "\"password\":[\"can't be blank\",\"is too short (minimum is 6 characters)\"],"
                + "\"password_confirmation\":[\"doesn't match Password\"]}}");
  }

  @Test
  void a_changed_password_keeps_the_asking_session_and_ends_all_others() {
    String browser = DeviceClient.token(client.signUp("sven"));
    String phone = DeviceClient.token(client.signIn("sven", Map.of("platform", "iOS")));
    String secret = mailed("sven");
    HttpResponse<String> answer =
        client.put(CHANGE, browser, Map.of("password", NEW, "password_confirmation", NEW));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(client.current(browser).body());
    assertThat(client.current(phone).statusCode()).isEqualTo(401);
    assertThat(client.reset(secret, "Another123").body()).isEqualTo(NOT_VALID);
    assertThat(client.signIn("sven", CHROME).statusCode()).isEqualTo(422);
    assertThat(DeviceClient.token(client.signIn(email("sven"), NEW, CHROME))).isEqualTo(browser);
  }

  @Test
  void a_present_password_that_is_sent_must_be_right() {
    String token = DeviceClient.token(client.signUp("tom"));
    HttpResponse<String> wrong =
        client.put(CHANGE, token, Map.of("password", NEW, "current_password", "Wrong123"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).isEqualTo("{\"errors\":{\"current_password\":[\"is invalid\"]}}");
    assertThat(
            client
                .put(CHANGE, token, Map.of("password", NEW, "current_password", PASSWORD))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_change_breaks_rules_in_the_contracts_words() {
    String token = DeviceClient.token(client.signUp("vera"));
    assertThat(client.put(CHANGE, token, Map.of("password", "short")).body())
        .isEqualTo("{\"errors\":{\"password\":[\"is too short (minimum is 6 characters)\"]}}");
    assertThat(
            client.put(CHANGE, token, Map.of("password", NEW, "password_confirmation", "x")).body())
        .isEqualTo("{\"errors\":{\"password_confirmation\":[\"doesn't match Password\"]}}");
    HttpResponse<String> nobody = house.send("PUT", CHANGE, "{\"user\":{\"password\":\"x\"}}");
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.body()).isEqualTo("{\"error\":\"User not found\"}");
    assertThat(client.signIn("vera", CHROME).statusCode()).isEqualTo(200);
  }
}
