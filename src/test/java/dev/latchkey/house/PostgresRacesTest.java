package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.SessionSettings;
import dev.latchkey.fake.Crowd;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.feature.password.ResetPassword;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/**
 * What happens to one account at the same moment, on a store with many writers: whichever comes
 * first, what is left is as if one had come after the other. Without the lock on the account's row
 * each of these fails within its rounds.
 */
class PostgresRacesTest {
  private static final int ROUNDS = 15;
  private static final int LIMIT = 3;

  private static RunningHouse house;
  private static RunningHouse limited;

  @BeforeAll
  static void start() {
    house = RunningHouse.onPostgres();
    limited =
        RunningHouse.onPostgres(
            settings ->
                settings.withRealms(
                    Map.of(
                        RealmName.MAIN,
                        settings
                            .realm(RealmName.MAIN)
                            .withSessions(new SessionSettings(null, null, LIMIT, true)))));
  }

  @AfterAll
  static void stop() {
    house.close();
    limited.close();
  }

  @RepeatedTest(ROUNDS)
  void a_disabled_account_has_no_session_of_a_sign_in_under_way() throws Exception {
    Person person = fresh(house);
    AccountId id = id(house, person);

    race(
        () -> signIn(house, person),
        () -> house.house().core().changeStatus().change(id, AccountStatus.DISABLED, Origin.LOCAL));

    assertThat(live(house, id)).isEmpty();
  }

  @RepeatedTest(ROUNDS)
  void a_reset_password_leaves_no_session_of_the_old_one() throws Exception {
    Person person = fresh(house);
    AccountId id = id(house, person);
    String secret = resetLink(person);

    List<Object> done =
        race(
            () -> signIn(house, person),
            () -> signIn(house, person),
            () ->
                house
                    .house()
                    .features()
                    .resetPassword()
                    .reset(secret, Password.of("another password"), false, Origin.LOCAL));

    assertThat(done.getLast()).isInstanceOf(ResetPassword.Outcome.Done.class);
    assertThat(live(house, id)).isEmpty();
  }

  @RepeatedTest(ROUNDS)
  void a_disabled_account_has_no_link_of_a_request_under_way() throws Exception {
    Person person = fresh(house);
    AccountId id = id(house, person);

    race(
        () -> requestReset(person),
        () -> house.house().core().changeStatus().change(id, AccountStatus.DISABLED, Origin.LOCAL));

    assertThat(unusedLinks(id)).isZero();
  }

  @RepeatedTest(ROUNDS)
  void of_letters_asked_for_at_once_one_has_a_link_that_works() throws Exception {
    Person person = fresh(house);
    AccountId id = id(house, person);

    race(() -> requestReset(person), () -> requestReset(person), () -> requestReset(person));

    assertThat(unusedLinks(id)).isEqualTo(1);
  }

  @RepeatedTest(ROUNDS)
  void sign_ins_at_once_stay_within_the_limit_of_sessions() throws Exception {
    Person person = fresh(limited);
    AccountId id = id(limited, person);

    Crowd.rush(LIMIT + 3, number -> () -> signIn(limited, person));

    assertThat(live(limited, id)).hasSize(LIMIT);
  }

  @RepeatedTest(ROUNDS)
  void permissions_given_at_once_are_all_there() throws Exception {
    AccountId id = id(house, fresh(house));

    Crowd.rush(
        4,
        number ->
            () ->
                house
                    .house()
                    .features()
                    .changePermissions()
                    .permit(id, "word" + number, Origin.LOCAL));

    assertThat(house.house().ports().accounts().find(id).orElseThrow().permissions())
        .contains("word0", "word1", "word2", "word3");
  }

  @RepeatedTest(ROUNDS)
  void of_two_sessions_that_end_each_other_one_stays() throws Exception {
    Person person = fresh(house);
    AccountId id = id(house, person);
    live(house, id).forEach(one -> house.house().core().endSession().end(one.id(), Origin.LOCAL));
    signIn(house, person);
    signIn(house, person);
    List<Session> two = live(house, id);

    race(
        () -> end(id, two.getFirst(), two.getLast()), () -> end(id, two.getLast(), two.getFirst()));

    assertThat(live(house, id)).hasSize(1);
  }

  @RepeatedTest(ROUNDS)
  void a_deleted_account_leaves_nothing_of_a_sign_in_under_way() throws Exception {
    Person person = fresh(house);
    AccountId id = id(house, person);

    race(
        () -> signIn(house, person),
        () -> signIn(house, person),
        () -> house.house().core().deleteAccount().delete(id, Origin.LOCAL));

    assertThat(count("SELECT count(*) FROM sessions WHERE account_id = ?", id)).isZero();
    // Everybody else learns of every session that there ever was.
    assertThat(
            count(
                """
                SELECT count(*) FROM events e WHERE kind = 'SIGNED_IN' AND account_id = ?
                AND NOT EXISTS (
                  SELECT 1 FROM session_endings s WHERE s.session_id = e.session_id)
                """,
                id))
        .isZero();
  }

  @SafeVarargs
  private static List<Object> race(Callable<Object>... parts) throws Exception {
    return Crowd.rush(parts.length, number -> parts[number]);
  }

  private static Person fresh(RunningHouse at) {
    Person person = Person.fresh();
    Doors.ALL.getFirst().signUp(at, person);
    return person;
  }

  private static Object signIn(RunningHouse at, Person person) {
    String body =
        "[{\"username\":\"%s\",\"password\":\"%s\"}]".formatted(person.email(), person.password());
    var answer = at.post("/api/v1/session/signin", body);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("\"status\":5");
    return answer;
  }

  private static Object requestReset(Person person) {
    return house
        .house()
        .features()
        .requestReset()
        .request(RealmName.MAIN, person.email(), Origin.LOCAL);
  }

  private static String resetLink(Person person) {
    requestReset(person);
    Outbox.Entry letter =
        house.house().ports().outbox().newest(20).stream()
            .filter(entry -> entry.address().equals(person.email()))
            .max(Comparator.comparingLong(Outbox.Entry::id))
            .orElseThrow();
    return MailedLinks.token(house.house().features().letterText().write(letter).text());
  }

  private static Object end(AccountId id, Session asking, Session wanted) {
    return house.house().features().endOwnSession().end(id, asking.id(), wanted.id(), Origin.LOCAL);
  }

  private static List<Session> live(RunningHouse at, AccountId id) {
    return at.house().ports().sessions().of(id);
  }

  private static long unusedLinks(AccountId id) {
    return count(
        """
        SELECT count(*) FROM challenges
        WHERE account_id = ? AND purpose = 'PASSWORD_RESET' AND used_at IS NULL
        """,
        id);
  }

  private static long count(String sql, AccountId id) {
    try (Connection connection =
            DriverManager.getConnection(house.house().settings().database().url());
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, id.value());
      try (ResultSet results = statement.executeQuery()) {
        results.next();
        return results.getLong(1);
      }
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static AccountId id(RunningHouse at, Person person) {
    String canonical = Identifier.name(person.email()).orElseThrow().canonical();
    return at.house()
        .ports()
        .accounts()
        .findByIdentifier(RealmName.MAIN, Namespace.NAME, canonical)
        .orElseThrow()
        .id();
  }
}
