package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.session.Session;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two servers on one PostgreSQL: any request at any of them. */
class TwoNodesTest {
  private static final int PARALLEL = 16;
  private static final Duration BOUND = Duration.ofSeconds(1);

  private static RunningHouse first;
  private static RunningHouse second;

  @BeforeAll
  static void start() {
    first = RunningHouse.onPostgres();
    second = first.beside();
  }

  @AfterAll
  static void stop() {
    second.close();
    first.close();
  }

  static List<Door> doors() {
    return Doors.ALL;
  }

  @ParameterizedTest
  @MethodSource("doors")
  void what_one_node_opened_the_other_takes_until_it_was_ended_anywhere(Door door)
      throws Exception {
    Person person = Person.fresh();
    door.signUp(first, person);
    String[] key = door.enter(second, person);
    assertThat(door.knows(first, key)).isTrue();
    assertThat(door.knows(second, key)).isTrue();

    for (Session session : first.house().ports().sessions().of(id(person))) {
      first.house().core().endSession().end(session.id(), Origin.LOCAL);
    }
    long ended = System.nanoTime();

    assertThat(door.knows(first, key)).isFalse();
    while (door.knows(second, key)) {
      assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(BOUND);
      Thread.onSpinWait();
    }
  }

  static List<Door> contracts() {
    return Doors.CONTRACTS;
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void of_many_sign_ups_for_one_name_at_both_nodes_one_succeeds(Door door) throws Exception {
    Person person = Person.fresh();

    List<HttpResponse<String>> answers = atOnce(node -> door.signUp(node, person));

    assertThat(answers).allMatch(answer -> answer.statusCode() < 500);
    long in =
        answers.stream()
            .filter(answer -> answer.statusCode() < 300)
            .filter(answer -> !answer.body().contains("\"status\":409"))
            .filter(answer -> !answer.body().contains("already"))
            .count();
    assertThat(in).isEqualTo(1);
    assertThat(door.knows(first, door.enter(second, person))).isTrue();
  }

  @Test
  void a_mailed_link_works_once_at_both_nodes_together() throws Exception {
    Person person = Person.fresh();
    Doors.ALL.getFirst().signUp(first, person);
    first.house().features().requestReset().request(RealmName.MAIN, person.email(), Origin.LOCAL);
    Outbox.Entry letter = first.house().ports().outbox().list(0, 1000).getLast();
    String text = second.house().features().letterText().write(letter).text();
    String secret = MailedLinks.token(text);

    List<Boolean> done =
        atOnce(
            node ->
                node.house()
                        .features()
                        .resetPassword()
                        .reset(secret, Password.of("a new password"), false, Origin.LOCAL)
                    instanceof dev.latchkey.feature.password.ResetPassword.Outcome.Done);

    assertThat(done).containsOnlyOnce(true);
  }

  private static dev.latchkey.kernel.AccountId id(Person person) {
    String canonical = Identifier.name(person.email()).orElseThrow().canonical();
    return first
        .house()
        .ports()
        .accounts()
        .findByIdentifier(RealmName.MAIN, Namespace.NAME, canonical)
        .orElseThrow()
        .id();
  }

  /** Does something many times at the same moment, at both nodes in turn. */
  private static <T> List<T> atOnce(java.util.function.Function<RunningHouse, T> what)
      throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(PARALLEL);
    List<Future<T>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL)) {
      for (int i = 0; i < PARALLEL; i++) {
        RunningHouse node = i % 2 == 0 ? first : second;
        Callable<T> one =
            () -> {
              barrier.await();
              return what.apply(node);
            };
        running.add(threads.submit(one));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    }
  }
}
