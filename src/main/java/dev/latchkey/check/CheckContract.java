package dev.latchkey.check;

import dev.latchkey.check.CaseResult.Failure;
import dev.latchkey.check.CaseResult.Outcome;
import dev.latchkey.check.Definition.Case;
import dev.latchkey.check.Definition.Exchange;
import dev.latchkey.check.Definition.Kind;
import dev.latchkey.check.Definition.Need;
import dev.latchkey.check.Definition.Part;
import dev.latchkey.check.Judge.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Checks whether a server keeps a contract. */
public final class CheckContract {
  /** After so many cases without any answer the rest is not tried. */
  private static final int MOST_SILENT = 3;

  private static final int MAX_SHOWN = 400;

  private final String base;
  private final Asking asking;
  private final Wanted wanted;

  /**
   * Takes the server.
   *
   * @param base the address of the server, without a slash at its end, as it is shown
   * @param asking the way to it
   * @param wanted what is known from outside
   */
  public CheckContract(String base, Asking asking, Wanted wanted) {
    this.base = base;
    this.asking = asking;
    this.wanted = wanted;
  }

  /**
   * Who and what a check is made with.
   *
   * @param seed what makes the names of its accounts unlike others: letters and digits
   * @param values values over those of the definition, such as {@code client}
   * @param hasAccount whether {@code name}, {@code email} and {@code password} are of an account
   *     that exists; then nobody is signed up
   */
  public record Plan(String seed, Map<String, String> values, boolean hasAccount) {}

  /**
   * Runs cases one after another.
   *
   * @param definition the contract
   * @param plan who and what with
   * @param isMeant which cases
   * @param seen learns of each result as it comes
   * @return the results, in order
   */
  public List<CaseResult> check(
      Definition definition, Plan plan, Predicate<Case> isMeant, Consumer<CaseResult> seen) {
    List<CaseResult> results = new ArrayList<>();
    int silent = 0;
    int number = 0;
    for (Case one : definition.cases()) {
      number++;
      if (!isMeant.test(one)) {
        continue;
      }
      CaseResult result;
      if (silent == MOST_SILENT) {
        result = notChecked(one, List.of("the server does not answer any more"));
      } else if (one.needsSignUp() && plan.hasAccount()) {
        result = notChecked(one, List.of("it signs up an account of its own, and --as was given"));
      } else {
        Run run = new Run(one, values(definition, one, plan, number), plan);
        result = run.result();
        silent = run.isSilent ? silent + 1 : 0;
      }
      results.add(result);
      seen.accept(result);
    }
    return results;
  }

  private static Map<String, String> values(
      Definition definition, Case one, Plan plan, int number) {
    Map<String, String> raw = new HashMap<>(definition.values());
    raw.putAll(one.values());
    raw.putAll(plan.values());
    Map<String, String> known = new HashMap<>();
    known.put("fresh", plan.seed() + Integer.toString(number, Character.MAX_RADIX));
    // They may name each other; what is missing after as many rounds as there are is nowhere.
    for (int round = 0; round < raw.size() && known.size() <= raw.size(); round++) {
      for (Map.Entry<String, String> entry : raw.entrySet()) {
        // What somebody gave is taken as it is.
        boolean isGiven = plan.values().containsKey(entry.getKey());
        if (isGiven || Shape.isKnown(entry.getValue(), known)) {
          String value = isGiven ? entry.getValue() : Shape.filled(entry.getValue(), known);
          known.putIfAbsent(entry.getKey(), value);
        }
      }
    }
    return known;
  }

  private static CaseResult notChecked(Case one, List<String> why) {
    return new CaseResult(one.name(), one.group(), one.title(), Outcome.NOT_CHECKED, why, null);
  }

  /** One case under way. */
  private final class Run {
    private final Case one;
    private final Map<String, String> known;
    private final Plan plan;
    private final List<String> notes = new ArrayList<>();
    private boolean isSilent;

    Run(Case one, Map<String, String> known, Plan plan) {
      this.one = one;
      this.known = known;
      this.plan = plan;
    }

    CaseResult result() {
      try {
        for (Part part : one.parts()) {
          CaseResult end =
              switch (part) {
                case Need need -> need(need);
                case Exchange exchange ->
                    exchange.isPreparation() && plan.hasAccount() ? null : exchange(exchange);
              };
          if (end != null) {
            return end;
          }
        }
        return ended(Outcome.PASSED, null);
      } finally {
        leave();
      }
    }

    private @Nullable CaseResult need(Need need) {
      String value = wanted.value(need.name(), Map.copyOf(known)).orElse(null);
      if (value == null) {
        return notChecked(one, List.of(need.why()));
      }
      known.put(need.name(), value);
      return null;
    }

    private @Nullable CaseResult exchange(Exchange exchange) {
      Ask ask = Filling.fill(exchange.request(), known);
      Answer answer;
      try {
        answer = asking.ask(ask);
      } catch (NoAnswer e) {
        isSilent = true;
        return failed(exchange, "no answer: " + e.why(), List.of());
      }
      Verdict verdict = Judge.judge(exchange, answer, known);
      boolean fits = verdict.differences().isEmpty();
      String note = verdict.reading().note();
      if (fits && verdict.reading().kind() == Kind.NOT_THERE) {
        return notChecked(one, List.of(note));
      }
      if (fits) {
        known.putAll(verdict.found());
        if (!note.isEmpty() && !notes.contains(note)) {
          notes.add(note);
        }
        return null;
      }
      if (exchange.isPreparation()) {
        return notChecked(
            one,
            List.of(
                "no account could be signed up ("
                    + new Redacted(known).text(got(answer))
                    + "); --as NAME checks with one that exists"));
      }
      return failed(exchange, got(answer), verdict.differences());
    }

    private CaseResult failed(Exchange exchange, String got, List<Difference> differences) {
      Redacted redacted = new Redacted(known);
      Ask shown = Filling.fill(exchange.request(), Redacted.values(known));
      int status = exchange.accepted().getFirst().status();
      return ended(
          Outcome.FAILED,
          new Failure(
              exchange.title(),
              exchange.source(),
              redacted.text(CurlLine.of(base, shown)),
              "status " + status,
              redacted.text(got),
              differences.stream().map(redacted::difference).toList()));
    }

    private CaseResult ended(Outcome outcome, @Nullable Failure failure) {
      return new CaseResult(
          one.name(), one.group(), one.title(), outcome, List.copyOf(notes), failure);
    }

    /** Ends what the case began, as far as the contract has a way to. */
    private void leave() {
      for (Exchange exchange : one.leaving()) {
        if (!Filling.isKnown(exchange.request(), known)) {
          continue;
        }
        try {
          asking.ask(Filling.fill(exchange.request(), known));
        } catch (NoAnswer gone) {
          return;
        }
      }
    }
  }

  private static String got(Answer answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
    String type = String.join(", ", answer.values("content-type"));
    String start = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    return "status "
        + answer.status()
        + (type.isEmpty() ? "" : " " + type)
        + (start.isEmpty() ? ", no body" : ": " + start);
  }
}
