package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.session.Session;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One account, every door: five contracts and the pages over one account store, in all
 * combinations.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorsTest {
  private RunningHouse house;

  /** Opens the house whose doors are tried. */
  RunningHouse open() {
    return RunningHouse.start();
  }

  @BeforeAll
  void start() {
    house = open();
  }

  @AfterAll
  void stop() {
    house.close();
  }

  static Stream<Arguments> pairs() {
    return Doors.ALL.stream()
        .flatMap(made -> Doors.ALL.stream().map(used -> Arguments.of(made, used)));
  }

  static List<Door> doors() {
    return Doors.ALL;
  }

  @ParameterizedTest(name = "made at {0}, used at {1}")
  @MethodSource("pairs")
  void an_account_made_at_one_door_signs_in_at_the_other(Door made, Door used) {
    Person person = signedUp(made);
    String[] key = used.enter(house, person);
    assertThat(used.knows(house, key)).isTrue();
    assertThat(used.isIn(used.signIn(house, person.email(), person.password() + "x"))).isFalse();
  }

  @ParameterizedTest(name = "made at {0}, used at {1}")
  @MethodSource("pairs")
  void its_session_stands_in_the_list_and_ending_it_there_ends_it_on_its_wire(
      Door made, Door used) {
    Person person = signedUp(made);
    String[] key = used.enter(house, person);
    Session session =
        sessions(person).stream()
            .filter(one -> one.contract().equals(used.contract()))
            .findFirst()
            .orElseThrow();
    assertThat(house.house().core().endSession().end(session.id(), Origin.LOCAL)).isTrue();
    assertThat(used.knows(house, key)).isFalse();
    assertThat(house.house().core().endSession().end(session.id(), Origin.LOCAL)).isFalse();
    String[] again = used.enter(house, person);
    assertThat(again[1]).isNotEqualTo(key[1]);
    assertThat(used.knows(house, again)).isTrue();
    assertThat(used.knows(house, key)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("doors")
  void a_disabled_account_gets_nowhere_until_it_is_enabled_and_signs_in_again(Door door) {
    Person person = signedUp(door);
    String[] key = door.enter(house, person);
    assertThat(door.knows(house, key)).isTrue();
    change(person, AccountStatus.DISABLED);
    HttpResponse<String> refused = door.signIn(house, person.email(), person.password());
    HttpResponse<String> wrong = door.signIn(house, person.email(), "wrong" + person.password());
    assertThat(door.isIn(refused)).isFalse();
    assertThat(refused.statusCode()).isEqualTo(wrong.statusCode());
    assertThat(door.said(refused)).isEqualTo(door.said(wrong));
    assertThat(door.knows(house, key)).isFalse();
    change(person, AccountStatus.ACTIVE);
    assertThat(door.knows(house, key)).as("an ended session never comes back").isFalse();
    assertThat(door.knows(house, door.enter(house, person))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("doors")
  void a_deleted_account_gets_nowhere_and_its_name_is_free_again(Door door) {
    Person person = signedUp(door);
    String[] key = door.enter(house, person);
    Account gone = account(person);
    assertThat(house.house().core().deleteAccount().delete(gone.id(), Origin.LOCAL)).isTrue();
    assertThat(door.knows(house, key)).isFalse();
    assertThat(door.isIn(door.signIn(house, person.email(), person.password()))).isFalse();
    door.signUp(house, person);
    assertThat(account(person).id()).isNotEqualTo(gone.id());
    assertThat(door.knows(house, key)).as("an old key never opens a new account").isFalse();
  }

  @ParameterizedTest
  @MethodSource("doors")
  void an_unknown_name_and_a_wrong_password_are_answered_alike(Door door) {
    Person person = signedUp(door);
    HttpResponse<String> wrong = door.signIn(house, person.email(), "wrong" + person.password());
    HttpResponse<String> unknown = door.signIn(house, "nobody@mail.example", person.password());
    assertThat(door.isIn(wrong)).isFalse();
    assertThat(unknown.statusCode()).isEqualTo(wrong.statusCode());
    assertThat(door.said(unknown)).isEqualTo(door.said(wrong));
    assertThat(unknown.headers().map().keySet()).isEqualTo(wrong.headers().map().keySet());
  }

  @ParameterizedTest(name = "taken at {0}, wanted at {1}")
  @MethodSource("pairs")
  void a_name_taken_at_one_door_is_taken_at_every_other(Door first, Door second) {
    Person person = signedUp(first);
    Person copycat =
        new Person(
            person.username() + "_2",
            person.email().toUpperCase(java.util.Locale.ROOT),
            "2L2Ug5U4tqH");
    second.signUp(house, copycat);
    assertThat(second.isIn(second.signIn(house, copycat.email(), copycat.password()))).isFalse();
    assertThat(first.isIn(first.signIn(house, person.email(), person.password()))).isTrue();
  }

  private Person signedUp(Door door) {
    Person person = Person.fresh();
    HttpResponse<String> answer = door.signUp(house, person);
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    assertThat(account(person)).isNotNull();
    return person;
  }

  private Account account(Person person) {
    String canonical = Identifier.name(person.email()).orElseThrow().canonical();
    return house
        .house()
        .ports()
        .accounts()
        .findByIdentifier(RealmName.MAIN, Namespace.NAME, canonical)
        .orElseThrow();
  }

  private List<Session> sessions(Person person) {
    return house.house().ports().sessions().of(account(person).id());
  }

  private void change(Person person, AccountStatus status) {
    assertThat(
            house.house().core().changeStatus().change(account(person).id(), status, Origin.LOCAL))
        .isTrue();
  }
}
