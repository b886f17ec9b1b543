package dev.latchkey.cli;

import dev.latchkey.check.CaseResult;
import dev.latchkey.check.CaseResult.Failure;
import dev.latchkey.check.CaseResult.Outcome;
import dev.latchkey.check.Definition;
import dev.latchkey.check.Difference;
import dev.latchkey.wire.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a check of a contract prints: each case as it comes, then what went wrong. */
final class CheckReport {
  private static final int OUTCOME = "not checked".length();

  private final Terminal terminal;
  private final Definition definition;
  private final boolean asJson;
  private final int width;
  private String group = "";
  private int count;

  CheckReport(Terminal terminal, Definition definition, boolean asJson) {
    this.terminal = terminal;
    this.definition = definition;
    this.asJson = asJson;
    this.width = definition.cases().stream().mapToInt(one -> one.name().length()).max().orElse(0);
  }

  void begin(String base) {
    if (asJson) {
      terminal.out().print('[');
      return;
    }
    print(definition.contract() + " at " + base + " (document: " + definition.document() + ")");
  }

  void add(CaseResult result) {
    if (asJson) {
      terminal.out().print(count == 0 ? "\n" : ",\n");
      terminal.out().print(Shown.json(Json.write(row(result))));
      count++;
      return;
    }
    if (!result.group().equals(group)) {
      group = result.group();
      print("");
      print(group);
    }
    print(
        "  "
            + padded(word(result.outcome()), OUTCOME)
            + "  "
            + padded(result.name(), width)
            + "  "
            + result.title());
    String indent = " ".repeat(OUTCOME + width + 6);
    result.notes().forEach(note -> print(indent + "(" + note + ")"));
    terminal.out().flush();
  }

  /**
   * Prints what went wrong, and the sum.
   *
   * @param results all results
   * @param names what the names of new accounts begin with; null if none were made
   */
  void end(List<CaseResult> results, @Nullable String names) {
    if (asJson) {
      terminal.out().println(count == 0 ? "]" : "\n]");
      return;
    }
    results.forEach(this::explain);
    List<String> sum = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      long number = results.stream().filter(one -> one.outcome() == outcome).count();
      if (number > 0) {
        sum.add(number + " " + word(outcome).toLowerCase(Locale.ROOT));
      }
    }
    print("");
    print("Of " + results.size() + " cases: " + String.join(", ", sum) + ".");
    if (names != null) {
      print("Accounts that were made stay; their names hold " + names + ".");
    }
  }

  private void explain(CaseResult result) {
    Failure failure = result.failure();
    if (failure == null) {
      return;
    }
    print("");
    print("FAILED " + result.name() + ": " + failure.step() + " (" + failure.source() + ")");
    print("  " + failure.curl());
    print("  expected  " + failure.expected());
    print("  got       " + failure.got());
    for (Difference one : failure.differences()) {
      print("    " + one.where() + ": expected " + one.expected() + ", got " + one.got());
    }
  }

  private static Map<String, @Nullable Object> row(CaseResult result) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("case", result.name());
    row.put("group", result.group());
    row.put("title", result.title());
    row.put("outcome", Rows.word(result.outcome()));
    row.put("notes", result.notes());
    Failure failure = result.failure();
    row.put("failure", failure == null ? null : row(failure));
    return row;
  }

  private static Map<String, @Nullable Object> row(Failure failure) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("step", failure.step());
    row.put("source", failure.source());
    row.put("curl", failure.curl());
    row.put("expected", failure.expected());
    row.put("got", failure.got());
    row.put(
        "differences",
        failure.differences().stream()
            .map(one -> Map.of("where", one.where(), "expected", one.expected(), "got", one.got()))
            .toList());
    return row;
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "passed";
      case FAILED -> "FAILED";
      case NOT_CHECKED -> "not checked";
    };
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private void print(String line) {
    terminal.out().println(Shown.line(line));
  }
}
