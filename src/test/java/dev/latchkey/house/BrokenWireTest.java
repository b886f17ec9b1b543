package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.adapter.sql.DatabaseSettings;
import dev.latchkey.core.session.Session;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.feature.password.ResetPassword;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.StoreUnavailable;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers on one PostgreSQL; the wire between one of them and the database breaks. */
@Timeout(60)
class BrokenWireTest {
  private static final Duration BOUND = Duration.ofSeconds(1);

  /** A refusal takes its second as well; what is beyond that is for a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(4);

  private static RunningHouse sound;
  private static FaultyLink link;
  private static RunningHouse troubled;

  @BeforeAll
  static void start() {
    sound = RunningHouse.onPostgres();
    DatabaseSettings place = sound.house().settings().database();
    URI url = URI.create(String.valueOf(place.url()).substring("jdbc:".length()));
    link = FaultyLink.to(url.getPort());
    DatabaseSettings throughLink =
        new DatabaseSettings(
            "jdbc:postgresql://127.0.0.1:" + link.port() + url.getPath() + "?" + url.getQuery(),
            place.user(),
            place.password(),
            place.connections(),
            place.patience(),
            place.statementTimeout());
    troubled = sound.beside(settings -> settings.withDatabase(throughLink));
  }

  @AfterAll
  static void stop() {
    troubled.close();
    link.close();
    sound.close();
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static boolean isReady(RunningHouse house) {
    return house.get("/health/ready").statusCode() == 200;
  }

  @Test
  void a_node_that_hears_nothing_from_its_database_refuses_checks_until_it_does_again() {
    Door door = Doors.CONTRACTS.getFirst();
    Person ended = Person.fresh();
    Person live = Person.fresh();
    door.signUp(sound, ended);
    door.signUp(sound, live);
    String[] endedKey = door.enter(sound, ended);
    String[] liveKey = door.enter(sound, live);
    await("at first both are known", () -> door.knows(troubled, endedKey));
    assertThat(door.knows(troubled, liveKey)).isTrue();

    link.silence(true);
    for (Session session : sound.house().ports().sessions().of(id(ended))) {
      sound.house().core().endSession().end(session.id(), Origin.LOCAL);
    }
    long end = System.nanoTime();
    long lastTaken = end;
    while (System.nanoTime() - end < 2 * BOUND.toNanos()) {
      long asked = System.nanoTime();
      if (door.knows(troubled, endedKey)) {
        lastTaken = asked;
      }
    }
    assertThat(Duration.ofNanos(lastTaken - end)).isLessThan(BOUND);
    long asked = System.nanoTime();
    assertThat(door.check(troubled, liveKey).statusCode()).isEqualTo(503);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SOON.dividedBy(2));
    assertThat(isReady(troubled)).isFalse();
    assertThat(troubled.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(door.knows(sound, liveKey)).as("the other node goes on").isTrue();

    link.silence(false);
    await("ready again", () -> isReady(troubled));
    await("the live one is known again", () -> door.knows(troubled, liveKey));
    assertThat(door.knows(troubled, endedKey)).isFalse();
  }

  @Test
  void a_refresh_whose_commit_was_not_heard_of_gets_the_same_successor_anywhere() {
    HttpResponse<String> up =
        sound.post(
            "/v1/auth",
            "{\"email\":\"lost@example.org\",\"password\":\"2L2Ug5U4tqH\","
                + "\"password_confirmation\":\"2L2Ug5U4tqH\"}",
            "X-Token-Delivery",
            "header");
    String old = token(up);
    sound.clock().advance(Duration.ofMinutes(61));
    await("ready after the clock moved", () -> isReady(troubled));

    link.loseCommits(true);
    assertThat(refresh(troubled, old).statusCode()).isEqualTo(503);
    link.loseCommits(false);

    HttpResponse<String> again = refresh(sound, old);
    assertThat(again.statusCode()).isEqualTo(200);
    await("the wire is used again", () -> isReady(troubled));
    assertThat(token(refresh(troubled, old))).isEqualTo(token(again));
    assertThat(me(troubled, token(again))).isEqualTo(200);

    sound.clock().advance(Duration.ofSeconds(11));
    assertThat(refresh(sound, old).statusCode()).isEqualTo(401);
    assertThat(me(sound, token(again))).isEqualTo(401);
  }

  private static HttpResponse<String> refresh(RunningHouse house, String token) {
    return house.post("/v1/auth/refresh", "", "Authorization", token, "X-Token-Delivery", "header");
  }

  private static int me(RunningHouse house, String token) {
    return house.get("/v1/auth/me", "Authorization", token).statusCode();
  }

  private static String token(HttpResponse<String> answer) {
    return answer.headers().firstValue("X-Access-Token").orElseThrow();
  }

  @Test
  void a_mailed_link_whose_commit_was_not_heard_of_was_used_wholly() {
    Person person = Person.fresh();
    Doors.CONTRACTS.getFirst().signUp(sound, person);
    sound.house().features().requestReset().request(RealmName.MAIN, person.email(), Origin.LOCAL);
    Outbox.Entry letter = sound.house().ports().outbox().list(0, 1000).getLast();
    String secret = MailedLinks.token(sound.house().features().letterText().write(letter).text());

    link.loseCommits(true);
    boolean isTold = true;
    try {
      reset(troubled, secret, "the first new password");
    } catch (StoreUnavailable e) {
      isTold = false;
    }
    link.loseCommits(false);

    assertThat(isTold).isFalse();
    assertThat(reset(sound, secret, "the second new password"))
        .isNotInstanceOf(ResetPassword.Outcome.Done.class);
    Door door = Doors.CONTRACTS.getFirst();
    assertThat(door.isIn(door.signIn(sound, person.email(), "the first new password"))).isTrue();
  }

  private static ResetPassword.Outcome reset(RunningHouse house, String secret, String password) {
    return house
        .house()
        .features()
        .resetPassword()
        .reset(secret, Password.of(password), false, Origin.LOCAL);
  }

  private static dev.latchkey.kernel.AccountId id(Person person) {
    String canonical = Identifier.name(person.email()).orElseThrow().canonical();
    return sound
        .house()
        .ports()
        .accounts()
        .findByIdentifier(RealmName.MAIN, Namespace.NAME, canonical)
        .orElseThrow()
        .id();
  }
}
