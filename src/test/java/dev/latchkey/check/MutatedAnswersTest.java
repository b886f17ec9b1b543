package dev.latchkey.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.check.CaseResult.Outcome;
import dev.latchkey.check.Definition.Case;
import dev.latchkey.check.Definition.Exchange;
import dev.latchkey.check.Definition.Kind;
import dev.latchkey.house.RunningHouse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every part of an answer that a definition names is really judged: real answers, with one thing
 * changed or left out at a time, do not pass.
 */
class MutatedAnswersTest {
  private static CheckedHouse house;

  @BeforeAll
  static void start() {
    house = new CheckedHouse(RunningHouse.start());
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"private-token", "client-app", "jwt-sessions", "session-rpc", "device-sessions"})
  void an_answer_with_one_thing_changed_or_dropped_does_not_pass(String contract) {
    Definition definition = Definition.of(contract);
    List<List<Answer>> answers = new ArrayList<>();
    String seed = ContractsKeptTest.seed(contract);
    house.check(definition, seed, answers);
    int tried = 0;
    int told = 0;
    for (int i = 0; i < definition.cases().size(); i++) {
      Case one = definition.cases().get(i);
      List<Answer> real = answers.get(i);
      assertThat(replayed(definition, seed, one, real).outcome())
          .as("%s, unchanged", one.name())
          .isEqualTo(Outcome.PASSED);
      List<Exchange> exchanges = one.exchanges();
      for (int step = 0; step < exchanges.size(); step++) {
        Exchange exchange = exchanges.get(step);
        for (Mutations.Mutant mutant : Mutations.of(exchange, real.get(step))) {
          List<Answer> changed = new ArrayList<>(real);
          changed.set(step, mutant.answer());
          CaseResult result = replayed(definition, seed, one, changed);
          if (result.outcome() == Outcome.PASSED && !result.notes().isEmpty()) {
            // Another server's way, which is told as such, and never this server's.
            told++;
            continue;
          }
          Outcome outcome = result.outcome();
          boolean mayBeAbsent =
              exchange.accepted().stream().anyMatch(r -> r.kind() == Kind.NOT_THERE);
          String what = one.name() + ", " + exchange.title() + ": " + mutant.what();
          assertThat(outcome).as(what).isNotEqualTo(Outcome.PASSED);
          if (!mayBeAbsent && !exchange.isPreparation()) {
            assertThat(outcome).as(what).isEqualTo(Outcome.FAILED);
          }
          tried++;
        }
      }
    }
    assertThat(tried).isGreaterThan(600);
    assertThat(told).isLessThan(tried / 20);
  }

  /** Runs one case against answers that are already known. */
  private static CaseResult replayed(
      Definition definition, String seed, Case one, List<Answer> answers) {
    Iterator<Answer> next = answers.iterator();
    Asking asking =
        ask -> {
          if (!next.hasNext()) {
            throw new NoAnswer("there is no more");
          }
          return next.next();
        };
    return new CheckContract("http://127.0.0.1", asking, house::mailed)
        .check(
            definition,
            new CheckContract.Plan(seed, Map.of(), false),
            each -> each.name().equals(one.name()),
            result -> {})
        .getFirst();
  }
}
