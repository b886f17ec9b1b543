package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.SessionSettings;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.core.token.RotateToken;
import dev.latchkey.core.token.SessionOpener;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.core.token.TokenForm;
import dev.latchkey.fake.Crowd;
import dev.latchkey.house.History.Operation;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * What two servers on one PostgreSQL do to a session at once looks as if it had been done one after
 * the other: RAC-10.
 */
class TokenHistoriesTest {
  private static final int SESSIONS = 60;
  private static final int CALLERS = 4;
  private static final int EACH = 6;
  private static final SessionPlan PLAN =
      SessionPlan.fresh("contract", new Form("kind"), Lifetime.UNBOUNDED);

  @Test
  void rotations_and_endings_of_a_session_happen_one_after_the_other() throws Exception {
    try (RunningHouse first = RunningHouse.onPostgres();
        RunningHouse second = first.beside()) {
      AccountId account = account(first);
      int endings = 0;
      for (int seed = 0; seed < SESSIONS; seed++) {
        OpenedSession opened = open(first, account);
        String token = opened.secret("kind");
        List<Operation> history =
            recorded(List.of(first, second), opened.session().id(), token, seed);

        assertThat(History.isOneAfterTheOther(token, history))
            .as("seed %d: %s", seed, history)
            .isTrue();
        endings += history.stream().anyMatch(one -> one.result().equals("ended")) ? 1 : 0;
      }
      assertThat(endings).as("sessions that ended in between").isGreaterThan(SESSIONS / 4);
    }
  }

  @Test
  void of_two_rotations_at_one_moment_only_the_token_just_replaced_gets_the_current_one()
      throws Exception {
    try (RunningHouse house = RunningHouse.start()) {
      String first = open(house, account(house)).secret("kind");
      var ports = house.house().ports();
      Instant moment = house.clock().now();
      RotateToken rotateToken =
          new RotateToken(
              ports.tokens(),
              ports.sessions(),
              ports.events(),
              ports.transactions(),
              ports.entropy(),
              () -> moment);
      String second = rotated(rotateToken, first);
      String third = rotated(rotateToken, second);

      assertThat(rotated(rotateToken, second)).isEqualTo(third);
      assertThat(rotated(rotateToken, first)).isEqualTo("misused");
    }
  }

  @Test
  void a_rotation_that_succeeds_after_the_session_ended_is_found() {
    assertThat(
            History.isOneAfterTheOther(
                "a",
                List.of(
                    new Operation("end", "", "done", 1, 2),
                    new Operation("rotate", "a", "b", 3, 4))))
        .isFalse();
  }

  @Test
  void two_successors_of_one_token_are_found() {
    assertThat(
            History.isOneAfterTheOther(
                "a",
                List.of(
                    new Operation("rotate", "a", "b", 1, 4),
                    new Operation("rotate", "a", "c", 2, 3))))
        .isFalse();
  }

  @Test
  void an_ended_session_that_is_live_again_is_found() {
    assertThat(
            History.isOneAfterTheOther(
                "a",
                List.of(
                    new Operation("end", "", "done", 1, 6),
                    new Operation("check", "", "ended", 2, 3),
                    new Operation("check", "", "live", 4, 5))))
        .isFalse();
  }

  @Test
  void what_overlaps_may_come_in_either_order() {
    assertThat(
            History.isOneAfterTheOther(
                "a",
                List.of(
                    new Operation("end", "", "done", 1, 8),
                    new Operation("rotate", "a", "b", 2, 3),
                    new Operation("rotate", "a", "b", 2, 4),
                    new Operation("check", "", "live", 5, 6),
                    new Operation("rotate", "b", "ended", 7, 9))))
        .isTrue();
  }

  private static List<Operation> recorded(
      List<RunningHouse> nodes, SessionId session, String token, int seed) throws Exception {
    List<String> known = new CopyOnWriteArrayList<>(List.of(token));
    List<List<Operation>> all =
        Crowd.rush(
            CALLERS,
            number ->
                () -> {
                  RunningHouse node = nodes.get(number % nodes.size());
                  Random random = new Random(seed * 31L + number);
                  List<Operation> mine = new ArrayList<>();
                  for (int i = 0; i < EACH; i++) {
                    mine.add(operation(node, session, known, random));
                  }
                  return mine;
                });
    return all.stream().flatMap(List::stream).toList();
  }

  private static Operation operation(
      RunningHouse node, SessionId session, List<String> known, Random random) {
    int choice = random.nextInt(20);
    // Mostly the newest token, sometimes an older one.
    int back = random.nextInt(8) == 0 ? random.nextInt(4) : random.nextInt(2);
    String shown = known.get(Math.max(0, known.size() - 1 - back));
    long from = System.nanoTime();
    if (choice == 0) {
      boolean isDone = node.house().core().endSession().end(session, Origin.LOCAL);
      return new Operation("end", "", isDone ? "done" : "ended", from, System.nanoTime());
    }
    if (choice < 5) {
      boolean isLive =
          node.house().ports().sessions().find(session).orElseThrow().endedAt() == null;
      return new Operation("check", "", isLive ? "live" : "ended", from, System.nanoTime());
    }
    String result = rotated(node.house().core().rotateToken(), shown);
    long to = System.nanoTime();
    if (!result.equals("misused") && !result.equals("ended") && !known.contains(result)) {
      known.add(result);
    }
    return new Operation("rotate", shown, result, from, to);
  }

  private static String rotated(RotateToken rotateToken, String shown) {
    return switch (rotateToken.rotate(
        PLAN.tokens().getFirst(), shown, Duration.ofHours(1), Origin.LOCAL)) {
      case RotateToken.Outcome.Rotated rotated -> rotated.current().secret();
      case RotateToken.Outcome.Misused misused -> "misused";
      case RotateToken.Outcome.Refused refused -> "ended";
    };
  }

  private static AccountId account(RunningHouse house) throws IdentifierTaken {
    return house
        .house()
        .ports()
        .accounts()
        .create(NewAccount.in(RealmName.MAIN), house.clock().now())
        .id();
  }

  private static OpenedSession open(RunningHouse house, AccountId account) {
    var ports = house.house().ports();
    SessionOpener opener =
        new SessionOpener(
            ports.sessions(),
            ports.tokens(),
            ports.clients(),
            realm -> SessionSettings.DEFAULT,
            ports.events(),
            ports.sealer(),
            ports.entropy(),
            ports.time());
    return ports
        .transactions()
        .call(() -> opener.open(account, RealmName.MAIN, PLAN, Origin.LOCAL));
  }

  /** A form whose secrets are kept as they are. */
  private record Form(String kind) implements TokenForm {
    @Override
    public Minted mint(Session session, Entropy entropy) {
      String secret = HexFormat.of().formatHex(entropy.bytes(16));
      return new Minted(secret, secret);
    }
  }
}
