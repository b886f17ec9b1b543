package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.AllowanceSettings;
import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.credential.HashSettings;
import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.house.Sample.Trait;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.Contract;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every endpoint times every reason to refuse, as a golden file. The rows come from the router and
 * from {@link Reason}: a new endpoint or a new reason without an answer in the file fails the
 * build. To accept new answers, copy {@code target/refusals.txt} over the golden file and read the
 * difference.
 */
class RefusalMatrixTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/refusals.txt");
  private static final Path ACTUAL = Path.of("target/refusals.txt");
  private static final String JSON = "application/json";
  private static final String NOT_APPLICABLE = "-";

  /** With default budgets. */
  private static RunningHouse house;

  /** Where every budget holds one. */
  private static RunningHouse poor;

  /** Where sessions live for 30 days. */
  private static RunningHouse mortal;

  /** Where one hash takes a good while and only one may wait. */
  private static RunningHouse busy;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    poor =
        RunningHouse.start(
            settings ->
                settings.withBudgets(new BudgetSettings(1, Duration.ofMinutes(10), 1, 1, 1, 1)));
    mortal =
        RunningHouse.start(
            settings -> settings.withAllow(new AllowanceSettings(true, false, true, true, true)));
    busy =
        RunningHouse.start(
            settings ->
                settings
                    .withHashing(new HashSettings(64 * 1024, 8, 1, 1))
                    .withBudgets(
                        new BudgetSettings(
                            1_000_000,
                            Duration.ofMinutes(10),
                            1_000_000,
                            1_000_000,
                            1_000,
                            1_000)));
  }

  @AfterAll
  static void stop() {
    house.close();
    poor.close();
    mortal.close();
    busy.close();
  }

  @Test
  void every_endpoint_of_the_router_has_a_sample() {
    Set<String> samples = new TreeSet<>();
    Sample.ALL.forEach(sample -> samples.add(sample.endpoint()));
    assertThat(samples).isEqualTo(endpoints());
  }

  @Test
  void every_refusal_is_said_as_the_golden_file_has_it() throws Exception {
    List<String> rows = new ArrayList<>();
    for (Sample sample : Sample.ALL) {
      for (Reason reason : Reason.values()) {
        if (reason != Reason.OVERLOADED) {
          rows.add(row(sample, reason, answer(sample, reason)));
        }
      }
    }
    rows.addAll(overloaded());
    rows.sort(null);
    Files.createDirectories(ACTUAL.getParent());
    Files.write(ACTUAL, rows);
    assertThat(rows).as("compare %s with %s", ACTUAL, GOLDEN).isEqualTo(Files.readAllLines(GOLDEN));
  }

  private static String row(Sample sample, Reason reason, String answer) {
    return sample.endpoint() + " " + reason + " = " + answer;
  }

  private static Set<String> endpoints() {
    List<String> names = Doors.ALL.stream().map(Door::contract).toList();
    Set<String> endpoints = new TreeSet<>();
    for (Contract contract : house.house().router().contracts()) {
      if (names.contains(contract.name())) {
        contract
            .routes()
            .forEach(
                route ->
                    endpoints.add(contract.name() + " " + route.method() + " " + route.path()));
      }
    }
    return endpoints;
  }

  private static String answer(Sample sample, Reason reason) {
    return switch (reason) {
      case MALFORMED_BODY -> bodied(sample, "{'a':1,'a':2}", JSON);
      case WRONG_TYPE -> given(sample, sample.wrongType());
      case UNSUPPORTED_MEDIA -> bodied(sample, "MAIL", "text/plain");
      case TOO_LARGE -> bodied(sample, "'" + "x".repeat(70_000) + "'", JSON);
      case INVALID_FIELD -> bodied(sample, invalid(sample), JSON);
      case WRONG_VERB -> wrongVerb(sample);
      case BAD_CREDENTIALS -> given(sample, sample.wrongPassword());
      case TAKEN -> given(sample, sample.taken());
      case NO_TOKEN ->
          sample.is(Trait.PROTECTED)
              ? ask(house, sample, Caller.enter(house, sample.contract()).withoutKey())
              : NOT_APPLICABLE;
      case FORGED_TOKEN ->
          sample.is(Trait.PROTECTED)
              ? ask(house, sample, Caller.enter(house, sample.contract()).withForgedKey())
              : NOT_APPLICABLE;
      case EXPIRED_TOKEN, ENDED_SESSION, DISABLED_ACCOUNT, DELETED_ACCOUNT ->
          sample.is(Trait.PROTECTED) ? after(sample, reason) : NOT_APPLICABLE;
      case THROTTLED -> sample.is(Trait.BUDGET) ? throttled(sample) : NOT_APPLICABLE;
      case STORE_UNAVAILABLE -> said(sample, reason);
      case OVERLOADED -> throw new IllegalArgumentException("asked for all together");
    };
  }

  private static boolean isRpc(Sample sample) {
    return sample.contract().equals("session-rpc");
  }

  /** Nothing where something is required; where nothing is, something that breaks a rule. */
  private static String invalid(Sample sample) {
    if (sample.path().endsWith("/api/v2/user")) {
      return "{'email':'no address'}";
    }
    if (isRpc(sample)) {
      return sample.path().endsWith("/signin") ? "[{}]" : "[]";
    }
    return "{}";
  }

  /** Sends a body, if the endpoint reads one. */
  private static String bodied(Sample sample, String body, String type) {
    return sample.is(Trait.BODY)
        ? Caller.enter(house, sample.contract()).send(house, sample, body, type)
        : NOT_APPLICABLE;
  }

  /** Sends a body, if the sample has it. */
  private static String given(Sample sample, String body) {
    return body.isEmpty()
        ? NOT_APPLICABLE
        : Caller.enter(house, sample.contract()).send(house, sample, body, JSON);
  }

  private static String wrongVerb(Sample sample) {
    Caller caller = Caller.enter(house, sample.contract());
    return caller.shown(house.send("PATCH", caller.path(house, sample), ""));
  }

  /** Asks as a client does that believes it is signed in. */
  private static String ask(RunningHouse where, Sample sample, Caller caller) {
    boolean byToken = isRpc(sample) && sample.path().endsWith("/signin");
    return caller.send(where, sample, byToken ? "[null,null]" : sample.good(), JSON);
  }

  private static String after(Sample sample, Reason reason) {
    RunningHouse where = reason == Reason.EXPIRED_TOKEN ? mortal : house;
    Caller caller = Caller.enter(where, sample.contract());
    switch (reason) {
      case EXPIRED_TOKEN -> mortal.clock().advance(Duration.ofDays(100));
      case ENDED_SESSION -> where.house().core().endSessions().end(caller.id(), null, Origin.LOCAL);
      case DISABLED_ACCOUNT ->
          where
              .house()
              .core()
              .changeStatus()
              .change(caller.id(), AccountStatus.DISABLED, Origin.LOCAL);
      default -> where.house().core().deleteAccount().delete(caller.id(), Origin.LOCAL);
    }
    return ask(where, sample, caller);
  }

  /** Asks twice where every budget holds one; it has refilled before. */
  private static String throttled(Sample sample) {
    Caller caller = Caller.enter(house, sample.contract()).withoutKey();
    poor.clock().advance(Duration.ofHours(3));
    caller.send(poor, sample, sample.good(), JSON);
    return caller.send(poor, sample, sample.good(), JSON);
  }

  /** Asks every endpoint that hashes, while no hashing can be had. */
  private static List<String> overloaded() {
    List<String> rows = new ArrayList<>();
    List<Caller> callers = new ArrayList<>();
    for (Sample sample : Sample.ALL) {
      boolean entersFirst = sample.is(Trait.HASHES) && sample.is(Trait.PROTECTED) && !isRpc(sample);
      callers.add(Caller.enter(entersFirst ? busy : house, sample.contract()));
    }
    try (Flood flood = new Flood(busy)) {
      for (int i = 0; i < callers.size(); i++) {
        Sample sample = Sample.ALL.get(i);
        rows.add(
            row(
                sample,
                Reason.OVERLOADED,
                sample.is(Trait.HASHES) ? untilShed(sample, callers.get(i)) : NOT_APPLICABLE));
      }
    }
    return rows;
  }

  /** The flood leaves a gap now and then, so one answer proves nothing. */
  private static String untilShed(Sample sample, Caller caller) {
    String answer = "";
    for (int i = 0; i < 50; i++) {
      answer = caller.send(busy, sample, sample.good(), JSON);
      if (answer.contains("503") && answer.contains("retry-after")) {
        return answer;
      }
    }
    throw new AssertionError(sample.endpoint() + " was never shed: " + answer);
  }

  /** What the contract says when the frame tells it that the store does not answer. */
  private static String said(Sample sample, Reason reason) {
    Contract contract =
        house.house().router().contracts().stream()
            .filter(one -> one.name().equals(sample.contract()))
            .findFirst()
            .orElseThrow();
    Request request =
        new Request(
            sample.verb(),
            sample.path(),
            null,
            Map.of(),
            Map.of(),
            new byte[0],
            false,
            Origin.LOCAL);
    Reply reply = contract.refuse(request, Refusal.of(reason, "the store does not answer"));
    String body = new String(reply.body(), StandardCharsets.UTF_8);
    return reply.status() + " " + (body.startsWith("<!doctype") ? heading(body) : body);
  }

  private static String heading(String page) {
    return page.substring(page.indexOf("<h1>") + 4, page.indexOf("</h1>"));
  }
}
