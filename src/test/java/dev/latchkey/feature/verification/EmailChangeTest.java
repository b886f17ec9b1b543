package dev.latchkey.feature.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.FeatureRooms;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.signin.Proven;
import dev.latchkey.core.signin.Reprove;
import dev.latchkey.feature.password.RequestReset;
import dev.latchkey.feature.password.ResetPassword;
import dev.latchkey.house.Owner;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moving an account to another address, and taking that back. */
class EmailChangeTest {
  private static final String OLD = "ada@x.org";
  private static final String NEW = "new@x.org";

  private RunningHouse house;
  private Owner ada;

  @BeforeEach
  void start() {
    house = RunningHouse.start();
    ada = Owner.signUp(house, OLD);
  }

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void the_address_stays_until_the_new_one_is_proven() {
    assertThat(request(NEW)).isEqualTo(new RequestEmailChange.Outcome.Sent());
    assertThat(ada.account().email()).isEqualTo(OLD);
    assertThat(last().kind()).isEqualTo(Letter.Kind.CONFIRM_NEW_EMAIL);
    assertThat(last().address()).isEqualTo(NEW);

    assertThat(confirm(last().link())).isEqualTo(ConfirmEmailChange.Outcome.DONE);

    assertThat(ada.account().email()).isEqualTo(NEW);
    assertThat(ada.account().emailConfirmedAt()).isNotNull();
  }

  @Test
  void a_link_changes_the_address_once() {
    request(NEW);
    String link = last().link();
    confirm(link);

    assertThat(confirm(link)).isEqualTo(ConfirmEmailChange.Outcome.GONE);
  }

  @Test
  void a_link_dies_after_its_hour_to_the_second() {
    request(NEW);
    String link = last().link();

    house.clock().advance(Duration.ofHours(1));
    assertThat(confirm(link)).isEqualTo(ConfirmEmailChange.Outcome.EXPIRED);
    house.clock().advance(Duration.ofSeconds(-1));
    assertThat(confirm(link)).isEqualTo(ConfirmEmailChange.Outcome.DONE);
  }

  @Test
  void of_two_requests_only_the_later_link_works_and_proves_only_where_it_was_sent() {
    request("attacker@x.org");
    String first = last().link();
    request("victim@x.org");
    String second = last().link();

    assertThat(confirm(first)).isEqualTo(ConfirmEmailChange.Outcome.GONE);
    assertThat(confirm(second)).isEqualTo(ConfirmEmailChange.Outcome.DONE);
    assertThat(ada.account().email()).isEqualTo("victim@x.org");
  }

  @Test
  void parallel_requests_leave_one_link_that_proves_its_own_address() {
    Proven proven = ada.proven();
    List<String> wanted = IntStream.range(0, 8).mapToObj(i -> "p" + i + "@x.org").toList();

    wanted.parallelStream().forEach(address -> request(proven, address));

    List<Owner.Mail> links =
        ada.mail().stream().filter(one -> one.kind() == Letter.Kind.CONFIRM_NEW_EMAIL).toList();
    assertThat(links).hasSize(8);
    List<String> worked =
        links.stream()
            .filter(one -> confirm(one.link()) == ConfirmEmailChange.Outcome.DONE)
            .map(Owner.Mail::address)
            .toList();
    assertThat(worked).singleElement().isEqualTo(ada.account().email());
  }

  @Test
  void letters_spent_on_an_address_do_not_tell_whether_it_has_an_account() {
    Owner.signUp(house, "eve@x.org");

    spendLetters("eve@x.org");
    spendLetters("nobody@x.org");

    assertThat(request("eve@x.org")).isInstanceOf(RequestEmailChange.Outcome.Throttled.class);
    assertThat(request("nobody@x.org")).isInstanceOf(RequestEmailChange.Outcome.Throttled.class);
    assertThat(request(NEW)).isEqualTo(new RequestEmailChange.Outcome.Sent());
  }

  @Test
  void letters_spent_on_a_username_do_not_tell_which_address_goes_with_it() {
    spendLetters("ada");

    assertThat(features().requestReset().request(RealmName.MAIN, OLD, Origin.LOCAL))
        .isEqualTo(new RequestReset.Outcome.Sent());
    assertThat(features().requestConfirmation().request(RealmName.MAIN, OLD, Origin.LOCAL))
        .isEqualTo(new RequestConfirmation.Outcome.Sent());
  }

  private void spendLetters(String name) {
    RequestReset requestReset = features().requestReset();
    int most = 10_000;
    for (int i = 0; i < most; i++) {
      if (requestReset.request(RealmName.MAIN, name, Origin.LOCAL)
          instanceof RequestReset.Outcome.Throttled) {
        return;
      }
    }
    throw new IllegalStateException("letters to " + name + " have no bound");
  }

  @Test
  void a_link_of_another_purpose_is_refused_everywhere() {
    request(NEW);
    String change = last().link();

    assertThat(undo(change)).isEqualTo(UndoEmailChange.Outcome.INVALID);
    assertThat(features().confirmEmail().confirm(change, Origin.LOCAL))
        .isEqualTo(ConfirmEmail.Outcome.INVALID);
    assertThat(confirm(change)).isEqualTo(ConfirmEmailChange.Outcome.DONE);
  }

  @Test
  void a_taken_address_is_answered_like_a_free_one_and_gets_no_letter() {
    Owner.signUp(house, "bob@x.org");
    int before = Owner.mail(house).size();

    assertThat(request("bob@x.org")).isEqualTo(new RequestEmailChange.Outcome.Sent());
    assertThat(Owner.mail(house)).hasSize(before);
  }

  @Test
  void an_address_that_was_taken_meanwhile_is_not_taken_away() {
    request(NEW);
    String link = last().link();
    Owner.signUp(house, NEW);

    assertThat(confirm(link)).isEqualTo(ConfirmEmailChange.Outcome.TAKEN);
    assertThat(ada.account().email()).isEqualTo(OLD);
  }

  @Test
  void no_address_and_the_present_one_are_refused() {
    confirmOwn();
    assertThat(request("no address")).isEqualTo(new RequestEmailChange.Outcome.Malformed());
    assertThat(request("a@b.invalid")).isEqualTo(new RequestEmailChange.Outcome.Malformed());
    assertThat(request(OLD)).isEqualTo(new RequestEmailChange.Outcome.Same());
  }

  @Test
  void an_ended_session_asks_in_vain() {
    Proven proven = ada.proven();
    house.house().core().endSession().end(ada.session().id(), Origin.LOCAL);

    assertThat(request(proven, NEW)).isEqualTo(new RequestEmailChange.Outcome.SessionEnded());
  }

  @Test
  void a_wrong_password_proves_nothing_and_guesses_run_out() {
    assertThat(ada.reprove(ada.session(), "wrong")).isEqualTo(new Reprove.Outcome.Unproven());
    for (int i = 0; i < 30; i++) {
      ada.reprove(ada.session(), "wrong" + i);
    }
    assertThat(ada.reprove(ada.session(), Owner.PASSWORD))
        .isInstanceOf(Reprove.Outcome.Throttled.class);
  }

  @Test
  void a_new_password_kills_a_pending_change() {
    request(NEW);
    String link = last().link();
    house.house().core().endSessions().end(ada.id(), null, Origin.LOCAL);

    assertThat(confirm(link)).isEqualTo(ConfirmEmailChange.Outcome.GONE);
  }

  @Test
  void the_old_address_learns_and_takes_the_change_back() {
    confirmOwn();
    request(NEW);
    confirm(last().link());
    List<Owner.Mail> told =
        ada.mail().stream().filter(one -> one.kind() == Letter.Kind.EMAIL_CHANGED).toList();
    assertThat(told).extracting(Owner.Mail::address).containsExactly(OLD, NEW);
    assertThat(told.getLast().secret()).isNull();

    assertThat(undo(told.getFirst().link())).isEqualTo(UndoEmailChange.Outcome.DONE);

    assertThat(ada.account().email()).isEqualTo(OLD);
    assertThat(ada.account().emailConfirmedAt()).isNotNull();
    assertThat(ada.sessions()).isEmpty();
    assertThat(last().kind()).isEqualTo(Letter.Kind.RESET_PASSWORD);
    assertThat(last().address()).isEqualTo(OLD);
    assertThat(undo(told.getFirst().link())).isEqualTo(UndoEmailChange.Outcome.GONE);
  }

  @Test
  void a_thief_cannot_kill_the_undo_link_by_changing_twice() {
    confirmOwn();
    String undo = moved("thief1@x.org");
    String thiefs = moved("thief2@x.org");

    // The thief goes back to his own first address; the owner still has the last word.
    assertThat(undo(thiefs)).isEqualTo(UndoEmailChange.Outcome.DONE);
    assertThat(ada.account().email()).isEqualTo("thief1@x.org");
    String reset = last().link();
    assertThat(undo(undo)).isEqualTo(UndoEmailChange.Outcome.DONE);
    assertThat(ada.account().email()).isEqualTo(OLD);
    assertThat(reset(reset)).isFalse();
  }

  /** Otherwise a thief who knows it signs in again and changes the address before the owner can. */
  @Test
  void after_an_undo_the_password_works_no_more_until_a_new_one_is_set() {
    confirmOwn();
    String undo = moved(NEW);
    assertThat(signInStatus(Owner.PASSWORD)).isEqualTo(200);

    undo(undo);

    assertThat(signInStatus(Owner.PASSWORD)).isEqualTo(401);
    assertThat(signInStatus("*")).isEqualTo(401);
    assertThat(reset(last().link())).isTrue();
    assertThat(signInStatus("another5678")).isEqualTo(200);
  }

  @Test
  void a_thief_who_proves_his_address_and_sets_a_password_does_not_kill_the_undo_link() {
    confirmOwn();
    house.send("PUT", "/api/v2/user", "{\"email\":\"thief@x.org\"}", "PRIVATE-TOKEN", token());
    String undo = ada.newest(Letter.Kind.EMAIL_CHANGED).link();
    features().requestReset().request(RealmName.MAIN, "thief@x.org", Origin.LOCAL);
    assertThat(reset(ada.newest(Letter.Kind.RESET_PASSWORD).link())).isTrue();

    assertThat(undo(undo)).isEqualTo(UndoEmailChange.Outcome.DONE);
    assertThat(ada.account().email()).isEqualTo(OLD);
    assertThat(signInStatus("another5678")).isEqualTo(401);
  }

  @Test
  void after_an_undo_the_thiefs_own_undo_link_is_dead() {
    confirmOwn();
    String undo = moved("thief1@x.org");
    String thiefs = moved("thief2@x.org");
    undo(undo);

    assertThat(undo(thiefs)).isEqualTo(UndoEmailChange.Outcome.GONE);
  }

  @Test
  void a_thief_cannot_block_the_undo_by_taking_the_old_address() {
    confirmOwn();
    String undo = moved(NEW);

    assertThat(signUpStatus(OLD)).isNotEqualTo(200);
    assertThat(house.post("/sign_in", "{\"login\":\"" + OLD + "\",\"password\":\"test1234\"}"))
        .extracting(answer -> answer.statusCode())
        .isEqualTo(401);
    assertThat(undo(undo)).isEqualTo(UndoEmailChange.Outcome.DONE);
  }

  @Test
  void the_old_address_is_free_again_when_its_undo_link_is_dead() {
    confirmOwn();
    String undo = moved(NEW);
    house.clock().advance(Duration.ofDays(3));

    assertThat(undo(undo)).isEqualTo(UndoEmailChange.Outcome.EXPIRED);
    assertThat(signUpStatus(OLD)).isEqualTo(200);
  }

  @Test
  void an_address_that_was_never_proven_is_not_reserved() {
    moved(NEW);

    assertThat(signUpStatus(OLD)).isEqualTo(200);
  }

  @Test
  void a_contract_that_changes_the_address_at_once_tells_both_addresses() {
    confirmOwn();
    String token = token();
    int status =
        house
            .send("PUT", "/api/v2/user", "{\"email\":\"" + NEW + "\"}", "PRIVATE-TOKEN", token)
            .statusCode();

    assertThat(status).isEqualTo(200);
    assertThat(ada.account().email()).isEqualTo(NEW);
    assertThat(ada.account().emailConfirmedAt()).isNull();
    assertThat(ada.newest(Letter.Kind.CONFIRM_EMAIL).address()).isEqualTo(NEW);
    Owner.Mail told = ada.newest(Letter.Kind.EMAIL_CHANGED);
    assertThat(told.address()).isEqualTo(OLD);
    assertThat(undo(told.link())).isEqualTo(UndoEmailChange.Outcome.DONE);
    assertThat(ada.account().email()).isEqualTo(OLD);
  }

  @Test
  void changes_through_a_contract_run_out_before_they_flood_a_mailbox() {
    String token = token();
    int throttled = 0;
    for (int i = 0; i < 20; i++) {
      int status =
          house
              .send(
                  "PUT",
                  "/api/v2/user",
                  "{\"email\":\"flood" + i + "@x.org\"}",
                  "PRIVATE-TOKEN",
                  token)
              .statusCode();
      throttled += status == 429 ? 1 : 0;
    }
    assertThat(throttled).isPositive();
  }

  /** EML-19: whoever signed up under a stranger's address keeps nothing once she proves it. */
  @Test
  void the_first_proof_of_an_address_ends_what_came_before_it() {
    Owner thief = Owner.signUp(house, "thief@x.org");
    house.send(
        "PUT",
        "/api/v2/user",
        "{\"email\":\"victim@x.org\"}",
        "PRIVATE-TOKEN",
        house
            .post("/sign_in", "{\"login\":\"thief\",\"password\":\"test1234\"}")
            .body()
            .replaceAll("(?s).*\"private_token\":\"([^\"]+)\".*", "$1"));
    assertThat(thief.account().email()).isEqualTo("victim@x.org");
    String undo = thief.newest(Letter.Kind.EMAIL_CHANGED).link();
    features().requestEmailChange().request(thief.proven(), "thief2@x.org", Origin.LOCAL);
    String pending = thief.newest(Letter.Kind.CONFIRM_NEW_EMAIL).link();

    features().requestReset().request(RealmName.MAIN, "victim@x.org", Origin.LOCAL);
    assertThat(reset(thief.newest(Letter.Kind.RESET_PASSWORD).link())).isTrue();

    assertThat(thief.sessions()).isEmpty();
    assertThat(undo(undo)).isEqualTo(UndoEmailChange.Outcome.GONE);
    assertThat(confirm(pending)).isEqualTo(ConfirmEmailChange.Outcome.GONE);
    assertThat(thief.account().email()).isEqualTo("victim@x.org");
  }

  @Test
  void a_plain_confirmation_of_the_own_sign_up_signs_nobody_out() {
    confirmOwn();

    assertThat(ada.sessions()).hasSize(1);
  }

  private String token() {
    return house
        .post("/sign_in", "{\"login\":\"ada\",\"password\":\"test1234\"}")
        .body()
        .replaceAll("(?s).*\"private_token\":\"([^\"]+)\".*", "$1");
  }

  private void confirmOwn() {
    features().requestConfirmation().request(RealmName.MAIN, OLD, Origin.LOCAL);
    assertThat(features().confirmEmail().confirm(last().link(), Origin.LOCAL))
        .isEqualTo(ConfirmEmail.Outcome.DONE);
  }

  /** Moves to an address and gives the undo link of the one before, or an empty text. */
  private String moved(String address) {
    String before = ada.account().email();
    request(address);
    assertThat(confirm(last().link())).isEqualTo(ConfirmEmailChange.Outcome.DONE);
    return ada.mail().stream()
        .filter(one -> one.kind() == Letter.Kind.EMAIL_CHANGED)
        .filter(one -> one.address().equals(before) && one.secret() != null)
        .reduce((first, second) -> second)
        .map(Owner.Mail::link)
        .orElse("");
  }

  private RequestEmailChange.Outcome request(String address) {
    return request(ada.proven(), address);
  }

  private RequestEmailChange.Outcome request(Proven proven, String address) {
    return features().requestEmailChange().request(proven, address, Origin.LOCAL);
  }

  private ConfirmEmailChange.Outcome confirm(String link) {
    return features().confirmEmailChange().confirm(link, Origin.LOCAL);
  }

  private UndoEmailChange.Outcome undo(String link) {
    return features().undoEmailChange().undo(link, Origin.LOCAL);
  }

  private boolean reset(String link) {
    return features().resetPassword().reset(link, Password.of("another5678"), false, Origin.LOCAL)
        instanceof ResetPassword.Outcome.Done;
  }

  private int signInStatus(String password) {
    return house
        .post("/sign_in", "{\"login\":\"ada\",\"password\":\"" + password + "\"}")
        .statusCode();
  }

  private int signUpStatus(String address) {
    return house
        .post(
            "/sign_up",
            "{\"username\":\"other\",\"email\":\"%s\",\"password\":\"test1234\",\"password_confirmation\":\"test1234\"}"
                .formatted(address))
        .statusCode();
  }

  private Owner.Mail last() {
    return ada.mail().getLast();
  }

  private FeatureRooms features() {
    return house.house().features();
  }
}
