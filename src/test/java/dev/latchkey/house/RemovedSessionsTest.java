package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.session.Session;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client hears whose session was removed, through every door. */
class RemovedSessionsTest {
  private RunningHouse house;

  @BeforeEach
  void start() {
    house = RunningHouse.start();
  }

  @AfterEach
  void stop() {
    house.close();
  }

  static List<Door> doors() {
    return Doors.ALL;
  }

  private AccountId id(Person person) {
    String canonical = Identifier.name(person.email()).orElseThrow().canonical();
    return house
        .house()
        .ports()
        .accounts()
        .findByIdentifier(RealmName.MAIN, Namespace.NAME, canonical)
        .orElseThrow()
        .id();
  }

  private Person newcomer(Door door) {
    Person person = Person.fresh();
    door.signUp(house, person);
    return person;
  }

  private void upkeepAfter(Duration time) {
    house.clock().advance(time);
    assertThat(house.house().features().runChores().run()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("doors")
  void the_token_of_a_removed_session_is_refused_as_one_that_never_was(Door door) {
    Person person = newcomer(door);
    String[] key = door.enter(house, person);
    Person gone = newcomer(door);
    String[] unknown = door.enter(house, gone);
    house.house().ports().accounts().delete(id(gone));
    for (Session one : house.house().ports().sessions().of(id(person))) {
      house.house().core().endSession().end(one.id(), Origin.LOCAL);
    }

    upkeepAfter(Duration.ofDays(31));

    assertThat(house.house().features().runChores().removed("sessions")).isPositive();
    HttpResponse<String> refused = door.check(house, key);
    HttpResponse<String> never = door.check(house, unknown);
    assertThat(door.isKnown(refused)).isFalse();
    assertThat(refused.statusCode()).isEqualTo(never.statusCode());
    assertThat(door.said(refused)).isEqualTo(door.said(never));
    assertThat(door.knows(house, door.enter(house, person))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("doors")
  void a_session_is_never_removed_while_it_goes_on(Door door) {
    Person person = newcomer(door);
    door.enter(house, person);
    int before = house.house().ports().sessions().of(id(person)).size();

    upkeepAfter(Duration.ofDays(6));

    assertThat(house.house().ports().sessions().of(id(person))).hasSize(before);
  }
}
