package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.adapter.foreign.Vectors;
import dev.latchkey.adapter.foreign.Vectors.Vector;
import dev.latchkey.core.account.Account;
import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.credential.ForeignHashes.Reading;
import dev.latchkey.core.credential.ForeignSettings;
import dev.latchkey.fake.Crowd;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.RealmName;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Accounts that came with hashes of another system sign in through every door, and have a hash of
 * this one from then on: BRU-18, ADM-14.
 */
class ForeignSignInTest {
  private static final Door DOOR = Doors.CONTRACTS.getFirst();

  private final LocalDate lastDay = LocalDate.now(ZoneOffset.UTC).plusDays(10);
  private RunningHouse house;

  @BeforeEach
  void start() {
    house = open(new ForeignSettings(List.of(new ForeignSettings.Until("md5-crypt=" + lastDay))));
  }

  @AfterEach
  void stop() {
    house.close();
  }

  /** Opens a house over the store under test. */
  RunningHouse open(ForeignSettings foreign) {
    return RunningHouse.start(settings -> settings.withForeignHashes(foreign));
  }

  static List<Door> doors() {
    return Doors.ALL;
  }

  @ParameterizedTest
  @MethodSource("doors")
  void the_first_sign_in_through_any_door_replaces_the_hash(Door door) {
    Person person = imported("django 5 bcrypt_sha256");
    Account account = account(person);
    String before = hash(account);
    assertThat(before).startsWith("$bcrypt$4$");

    assertThat(door.isIn(door.signIn(house, person.email(), "wrong" + person.password())))
        .isFalse();
    assertThat(hash(account)).isEqualTo(before);
    String[] first = door.enter(house, person);
    String after = hash(account);
    assertThat(after).startsWith("$argon2id$v=19$m=256,t=1,p=1$");

    String[] second = door.enter(house, person);
    assertThat(hash(account)).isEqualTo(after);
    assertThat(door.knows(house, second)).isTrue();
    // Nothing was changed that would end a session.
    assertThat(door.knows(house, first) || door.contract().equals("private-token")).isTrue();
    assertThat(door.isIn(door.signIn(house, person.email(), "wrong" + person.password())))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "published firebase",
        "keycloak pbkdf2",
        "published identity v2",
        "werkzeug 3 scrypt",
        "session-rpc",
        "argon2i",
        "published phpass",
        "passlib sha512_crypt",
        "ldap SSHA",
        "hmac sha256"
      })
  void families_of_all_kinds_are_replaced_once(String name) {
    Person person = imported(name);
    String before = hash(account(person));
    assertThat(before).doesNotStartWith("$argon2id$");
    assertThat(DOOR.isIn(DOOR.signIn(house, person.email(), person.password()))).isTrue();
    String after = hash(account(person));
    assertThat(after).startsWith("$argon2id$v=19$m=256,t=1,p=1$");
    assertThat(DOOR.isIn(DOOR.signIn(house, person.email(), person.password()))).isTrue();
    assertThat(hash(account(person))).isEqualTo(after);
    assertThat(DOOR.isIn(DOOR.signIn(house, person.email(), person.password() + "x"))).isFalse();
  }

  @Test
  void twenty_first_sign_ins_at_once_all_succeed_and_leave_one_hash() throws Exception {
    Person person = imported("django 5 bcrypt");
    assertThat(
            Crowd.rush(
                20, i -> () -> DOOR.isIn(DOOR.signIn(house, person.email(), person.password()))))
        .containsOnly(true);
    assertThat(hash(account(person))).startsWith("$argon2id$");
    assertThat(DOOR.isIn(DOOR.signIn(house, person.email(), person.password()))).isTrue();
  }

  @Test
  void a_password_that_could_not_be_set_today_still_signs_in() {
    Person person = imported("published bcrypt a");
    assertThat(person.password()).isEqualTo("a");
    assertThat(DOOR.isIn(DOOR.signIn(house, person.email(), "a"))).isTrue();
    assertThat(hash(account(person))).startsWith("$argon2id$");
    assertThat(house.house().ports().credentials().weakness(account(person).id())).isPresent();
  }

  @Test
  void from_its_last_day_on_a_family_is_refused_like_a_wrong_password() {
    Person early = imported("apr1");
    Person late = imported("apr1");
    Person other = imported("published phpass");
    assertThat(DOOR.isIn(DOOR.signIn(house, early.email(), early.password()))).isTrue();
    String wrong = DOOR.said(DOOR.signIn(house, late.email(), "wrong"));

    house.clock().advance(Duration.ofDays(11));

    assertThat(DOOR.isIn(DOOR.signIn(house, early.email(), early.password()))).isTrue();
    assertThat(DOOR.said(DOOR.signIn(house, late.email(), late.password()))).isEqualTo(wrong);
    assertThat(hash(account(late))).startsWith("$md5-crypt$");
    assertThat(DOOR.isIn(DOOR.signIn(house, other.email(), other.password()))).isTrue();
    Reading reading = house.house().ports().foreignHashes().read(Vectors.named("apr1").hash());
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    assertThat(((Reading.Refused) reading).why()).contains("md5-crypt", lastDay.toString());
  }

  @Test
  void a_disabled_account_is_refused_with_the_right_password_and_keeps_its_hash() {
    Person person = imported("apr1");
    Account account = account(person);
    house
        .house()
        .core()
        .changeStatus()
        .change(
            account.id(),
            dev.latchkey.core.account.AccountStatus.DISABLED,
            dev.latchkey.kernel.Origin.LOCAL);
    assertThat(DOOR.isIn(DOOR.signIn(house, person.email(), person.password()))).isFalse();
    assertThat(hash(account)).startsWith("$md5-crypt$");
  }

  @Test
  void what_is_left_is_counted_by_family_and_cost() {
    imported("published phpass");
    imported("published phpass");
    Person gone = imported("apr1");
    DOOR.enter(house, gone);
    assertThat(house.house().ports().credentials().kinds())
        .extracting(Credentials.HashKind::family)
        .containsExactly("phpass", "argon2id");
    assertThat(house.house().ports().credentials().kinds().getFirst().accounts()).isEqualTo(2);
  }

  /** Makes an account with a hash from elsewhere. */
  private Person imported(String name) {
    Vector vector = Vectors.named(name);
    Reading reading = house.house().ports().foreignHashes().read(vector.hash());
    assertThat(reading).as(name).isInstanceOf(Reading.Kept.class);
    Person person = Person.fresh();
    DOOR.signUp(house, person);
    house
        .house()
        .ports()
        .credentials()
        .setPasswordHash(
            account(person).id(), ((Reading.Kept) reading).stored(), house.clock().now());
    return new Person(person.username(), person.email(), vector.password());
  }

  private Account account(Person person) {
    return house
        .house()
        .ports()
        .accounts()
        .findByIdentifier(
            RealmName.MAIN,
            Namespace.NAME,
            Identifier.name(person.email()).orElseThrow().canonical())
        .orElseThrow();
  }

  private String hash(Account account) {
    return house.house().ports().credentials().passwordHash(account.id()).orElseThrow();
  }
}
