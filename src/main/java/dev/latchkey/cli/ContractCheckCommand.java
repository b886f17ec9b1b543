package dev.latchkey.cli;

import dev.latchkey.boot.CheckServer;
import dev.latchkey.check.CaseResult;
import dev.latchkey.check.CaseResult.Outcome;
import dev.latchkey.check.Definition;
import dev.latchkey.check.NoAnswer;
import dev.latchkey.check.Wanted;
import dev.latchkey.kernel.Nearest;
import dev.latchkey.kernel.StartProblem;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds any server against a contract. */
final class ContractCheckCommand implements Command {
  private static final Option CONTRACT =
      Option.of("--contract", "NAME", "which contract: " + String.join(", ", Definition.CONTRACTS));
  private static final Option ONLY =
      Option.of("--only", "CASE", "run one case only, by its name in the table");
  private static final Option AS =
      Option.of("--as", "NAME", "use an account that exists instead of signing up new ones");
  private static final Option EMAIL =
      Option.of("--email", "ADDRESS", "its address, where NAME is none");
  private static final Option CLIENT =
      Option.of("--client", "ID", "the client of client-app (default: the documented one)");
  private static final Option RATE =
      Option.of("--rate", "N", "requests a second at most, 1 to 1000 (default: 20)");
  private static final Option TIMEOUT =
      Option.of("--timeout", "SECONDS", "how long one answer may take, 1 to 300 (default: 10)");
  private static final Option SEED =
      Option.of("--seed", "TEXT", "what the names of new accounts hold (default: chance)");
  private static final Option JSON =
      Option.flag("--json", "print one JSON array instead of a table");

  private static final String PASSWORD = "CHECK_PASSWORD";
  private static final int USUAL_RATE = 20;
  private static final int MOST_RATE = 1000;
  private static final int USUAL_TIMEOUT = 10;
  private static final int MOST_TIMEOUT = 300;
  private static final String SEEDS = "[a-z0-9]{1,12}";

  @Override
  public Usage usage() {
    return new Usage(
        "contract check",
        "hold any server, old or new, against a contract",
        List.of("BASE_URL"),
        List.of(CONTRACT, ONLY, AS, EMAIL, CLIENT, RATE, TIMEOUT, SEED, JSON),
        """
        Sends the documented examples and the error cases of a contract to the server at BASE_URL
        and judges each answer: status, headers, and every member of its JSON. The server need
        not be Latchkey. The tests of Latchkey itself run the same cases.

        It signs up accounts whose names begin with check_ and ends the sessions that it opened;
        no contract can delete accounts. For a server that refuses sign-ups name an account with
        --as; its password is taken from the variable CHECK_PASSWORD, or else asked for or read
        from standard input. What such an account cannot show is not checked, and says so. So
        are the cases that need the token of a mailed letter, unless CHECK_RESET_TOKEN or
        CHECK_CONFIRM_TOKEN holds one.

        The exit code is 0 if every case passed that could be checked, 1 if one failed or none
        could be, 2 if nothing answers at BASE_URL or the call makes no sense.
        """,
        List.of(
            "latchkey contract check http://127.0.0.1:8080 --contract session-rpc",
            "latchkey contract check https://old.example --contract jwt-sessions --rate 2",
            "latchkey contract check https://old.example --contract client-app --as joe"));
  }

  @Override
  public void run(Given given, Terminal terminal) throws Refused, Misused {
    Definition definition = definition(given);
    String only = only(given, definition);
    String seed = given.value(SEED.name()).orElseGet(CheckServer::newSeed);
    if (!seed.matches(SEEDS)) {
      throw new Misused("--seed must be 1 to 12 letters and digits, a to z and 0 to 9");
    }
    Map<String, String> values = values(given, terminal);
    int rate = number(given, RATE, USUAL_RATE, MOST_RATE);
    int timeout = number(given, TIMEOUT, USUAL_TIMEOUT, MOST_TIMEOUT);
    List<CaseResult> results;
    try (CheckServer server = server(given, Duration.ofSeconds(timeout), rate)) {
      server.reach();
      boolean asJson = given.has(JSON.name());
      CheckReport report = new CheckReport(terminal, definition, asJson);
      report.begin(server.base());
      results =
          server.check(
              definition, seed, values, given.has(AS.name()), wanted(terminal), only, report::add);
      report.end(results, given.has(AS.name()) ? null : "check_" + seed);
    } catch (NoAnswer e) {
      throw new StartProblem("nothing answers at " + given.parameter(0) + ": " + e.why());
    }
    judge(results);
  }

  private static CheckServer server(Given given, Duration patience, int rate) throws Misused {
    try {
      return new CheckServer(given.parameter(0), patience, rate);
    } catch (IllegalArgumentException e) {
      throw new Misused("BASE_URL \"" + given.parameter(0) + "\": " + e.getMessage());
    }
  }

  private static void judge(List<CaseResult> results) throws Refused {
    long failed = results.stream().filter(one -> one.outcome() == Outcome.FAILED).count();
    if (failed > 0) {
      throw new Refused(
          "the server does not keep the contract: "
              + failed
              + " of "
              + results.size()
              + " cases failed");
    }
    if (results.stream().noneMatch(one -> one.outcome() == Outcome.PASSED)) {
      throw new Refused("nothing could be checked");
    }
  }

  private static Definition definition(Given given) throws Misused {
    String name =
        given
            .value(CONTRACT.name())
            .orElseThrow(
                () ->
                    new Misused(
                        "--contract is missing: one of "
                            + String.join(", ", Definition.CONTRACTS)));
    if (!Definition.CONTRACTS.contains(name)) {
      throw new Misused(
          "there is no contract "
              + name
              + Nearest.hint(name, Definition.CONTRACTS)
              + "; there are "
              + String.join(", ", Definition.CONTRACTS));
    }
    return Definition.of(name);
  }

  private static @Nullable String only(Given given, Definition definition) throws Misused {
    Optional<String> only = given.value(ONLY.name());
    List<String> names = definition.cases().stream().map(Definition.Case::name).toList();
    if (only.isPresent() && !names.contains(only.get())) {
      throw new Misused(
          "there is no case "
              + only.get()
              + Nearest.hint(only.get(), names)
              + "; there are "
              + String.join(", ", names));
    }
    return only.orElse(null);
  }

  private static Map<String, String> values(Given given, Terminal terminal) throws Misused {
    Map<String, String> values = new HashMap<>();
    given.value(CLIENT.name()).ifPresent(id -> values.put("client", id));
    Optional<String> as = given.value(AS.name());
    if (as.isPresent()) {
      values.put("name", as.get());
      values.put("email", given.value(EMAIL.name()).orElse(as.get()));
      values.put("password", password(as.get(), terminal));
    } else if (given.has(EMAIL.name())) {
      throw new Misused(EMAIL.name() + " goes with " + AS.name());
    }
    return values;
  }

  private static String password(String name, Terminal terminal) throws Misused {
    String password = terminal.environment().get(PASSWORD);
    if (password == null) {
      password = terminal.isPerson() ? asked(name) : line();
    }
    if (password == null || password.isEmpty()) {
      throw new Misused(
          "the password of "
              + name
              + " is missing: set "
              + PASSWORD
              + ", or write it to standard input");
    }
    return password;
  }

  @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where there is no terminal
  private static @Nullable String asked(String name) {
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("Password of %s: ", name);
    return typed == null ? null : new String(typed);
  }

  private static @Nullable String line() {
    try {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
          .readLine();
    } catch (IOException e) {
      return null;
    }
  }

  private static Wanted wanted(Terminal terminal) {
    return (name, known) ->
        Optional.ofNullable(terminal.environment().get("CHECK_" + name.toUpperCase(Locale.ROOT)))
            .filter(value -> !value.isBlank());
  }

  private static int number(Given given, Option option, int usual, int most) throws Misused {
    String text = given.value(option.name()).orElse(Integer.toString(usual));
    if (!text.matches("[0-9]{1,4}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > most) {
      throw new Misused(option.name() + " must be a whole number from 1 to " + most);
    }
    return Integer.parseInt(text);
  }
}
