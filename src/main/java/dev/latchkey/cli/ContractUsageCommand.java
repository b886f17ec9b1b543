package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.feature.usage.Door;
import dev.latchkey.feature.usage.ListUses.Report;
import dev.latchkey.feature.usage.ListUses.Sum;
import dev.latchkey.kernel.Nearest;
import dev.latchkey.wire.http.Contract;
import dev.latchkey.wire.http.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows which doors of the contracts are still used, and which can be closed. */
final class ContractUsageCommand extends StoreCommand {
  private static final Option DAYS =
      Option.of("--days", "N", "how many days, today included, 1 to 366 (default: 30)");
  private static final Option CONTRACT =
      Option.of("--contract", "NAME", "one contract, with its endpoints and forms of the token");
  private static final Option PLOT =
      Option.of("--plot", "FILE", "also draw the requests of each day, as SVG");

  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 366;
  private static final int MOST_SHOWN_AGENTS = 3;

  /** Many clients are not used at the weekend. */
  private static final int FEWEST_DAYS = 7;

  private static final List<String> COLUMNS =
      List.of("contract", "last_used", "used", "refused", "per_day", "agents");
  private static final List<String> DOOR_COLUMNS =
      List.of("endpoint", "token", "last_used", "used", "refused", "per_day", "agents");

  /** The paths of the published client, which a setting takes away. */
  private static final Set<String> ALIASES = Set.of("/signup", "/signin", "/refresh", "/me");

  @Override
  public Usage usage() {
    return new Usage(
        "contract usage",
        "show which doors of the contracts are still used, and by whom",
        List.of(),
        options(DAYS, CONTRACT, PLOT),
        """
        Servers count by day, contract, endpoint, form of the token and program (product and
        version, nothing else of what it calls itself; at most 64 a day and contract, the rest as
        other), and write once a minute. A request counts as used unless HTTP refused it;
        session-rpc refuses within its answers, so there a wrong password is use as well. Days
        are kept for upkeep.keep_door_uses, 90 days unless set.

        A contract that nobody used in all these days is named as one that can be closed, unless
        counting began later than that.
        """,
        List.of(
            "latchkey contract usage",
            "latchkey contract usage --contract jwt-sessions --days 90",
            "latchkey contract usage --plot usage.svg"));
  }

  @Override
  void run(House house, Given given, Terminal terminal) throws Refused, Misused {
    int days = days(given);
    List<Contract> contracts = contracts(house, given);
    Report report =
        house.features().listUses().list(days, contracts.stream().map(Contract::name).toList());
    Optional<String> plot = given.value(PLOT.name());
    if (plot.isPresent()) {
      draw(report, terminal.directory().resolve(plot.get()));
    }
    if (given.has(JSON.name())) {
      json(report, terminal);
    } else if (given.has(CONTRACT.name())) {
      doors(report, contracts.getFirst(), house.contracts(), terminal);
    } else {
      overview(report, contracts, terminal);
    }
  }

  private static int days(Given given) throws Misused {
    String text = given.value(DAYS.name()).orElse(Integer.toString(USUAL_DAYS));
    int days = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    if (days < 1 || days > MOST_DAYS) {
      throw new Misused(DAYS.name() + " must be a whole number from 1 to " + MOST_DAYS);
    }
    return days;
  }

  private static List<Contract> contracts(House house, Given given) throws Misused {
    Optional<String> wanted = given.value(CONTRACT.name());
    if (wanted.isEmpty()) {
      return house.contracts();
    }
    List<String> names = house.contracts().stream().map(Contract::name).toList();
    if (!names.contains(wanted.get())) {
      throw new Misused(
          "there is no contract "
              + wanted.get()
              + Nearest.hint(wanted.get(), names)
              + "; there are "
              + String.join(", ", names));
    }
    return house.contracts().stream().filter(one -> one.name().equals(wanted.get())).toList();
  }

  private static void draw(Report report, Path file) throws Refused {
    try {
      Files.writeString(file, UsagePlot.svg(report));
    } catch (IOException e) {
      throw new Refused("could not write " + file + ": " + e.getClass().getSimpleName());
    }
  }

  private static void overview(Report report, List<Contract> contracts, Terminal terminal) {
    begin(report, terminal);
    try (Listing listing = new Listing(terminal, false, COLUMNS)) {
      report
          .contracts()
          .forEach(
              (name, sum) -> {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("contract", name);
                fill(row, sum);
                listing.add(row);
              });
    }
    List<String> advice = new ArrayList<>();
    contracts.forEach(contract -> advice.addAll(advice(report, contract, contracts)));
    if (!advice.isEmpty()) {
      terminal.out().println();
      advice.forEach(terminal.out()::println);
    }
  }

  private static void doors(
      Report report, Contract contract, List<Contract> all, Terminal terminal) {
    begin(report, terminal);
    try (Listing listing = new Listing(terminal, false, DOOR_COLUMNS)) {
      report
          .doors()
          .forEach(
              (door, sum) -> {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("endpoint", door.route());
                row.put("token", door.form());
                fill(row, sum);
                listing.add(row);
              });
    }
    List<String> unused = unused(report, contract);
    if (!unused.isEmpty()) {
      terminal.out().println();
      terminal.out().println("Not used in this time: " + String.join(", ", unused));
    }
    advice(report, contract, all).forEach(terminal.out()::println);
  }

  private static void begin(Report report, Terminal terminal) {
    String since =
        report.countedSince() == null
            ? "nothing has been counted yet"
            : "counting began on " + report.countedSince();
    terminal
        .out()
        .println(words(report.days()) + " from " + report.first() + " on, in UTC; " + since);
    terminal.out().println();
  }

  private static void fill(Map<String, @Nullable Object> row, Sum sum) {
    row.put("last_used", Listing.moment(sum.lastAt()));
    row.put("used", sum.used());
    row.put("refused", sum.refused());
    row.put("per_day", Sparkline.of(sum.perDay()));
    List<String> agents = sum.agents();
    row.put(
        "agents",
        agents.size() <= MOST_SHOWN_AGENTS
            ? agents
            : String.join(", ", agents.subList(0, MOST_SHOWN_AGENTS))
                + " and "
                + (agents.size() - MOST_SHOWN_AGENTS)
                + " more");
  }

  /** Says what can be closed, and how. */
  private static List<String> advice(Report report, Contract contract, List<Contract> all) {
    Sum sum = report.contracts().getOrDefault(contract.name(), null);
    boolean isLong =
        report.days() >= FEWEST_DAYS
            && report.countedSince() != null
            && !report.countedSince().isAfter(report.first());
    if (sum == null || sum.used() > 0) {
      boolean hasIdleAliases =
          isLong
              && contract.name().equals("jwt-sessions")
              && unused(report, contract).stream().anyMatch(ContractUsageCommand::isAlias)
              && report.doors().keySet().stream().noneMatch(door -> isAlias(door.route()));
      return hasIdleAliases
          ? List.of(
              "jwt-sessions: nobody used its short paths: jwt_sessions.aliases: false closes them.")
          : List.of();
    }
    if (!isLong) {
      return List.of(
          contract.name()
              + ": nobody used it in "
              + words(report.days())
              + (report.days() < FEWEST_DAYS
                  ? "; look at a week or more before you close it."
                  : ", but counting began later than that: too early to close it."));
    }
    return List.of(
        contract.name()
            + ": nobody used it in "
            + words(report.days())
            + ". It can be closed: refuse "
            + String.join(", ", paths(contract, all))
            + " at the proxy.");
  }

  private static String words(int days) {
    return days == 1 ? "1 day" : days + " days";
  }

  private static boolean isAlias(String route) {
    return ALIASES.contains(route.substring(route.indexOf(' ') + 1));
  }

  private static List<String> unused(Report report, Contract contract) {
    Set<String> unused = new LinkedHashSet<>();
    for (Route route : contract.routes()) {
      unused.add(route.method() + " " + route.path());
    }
    report
        .doors()
        .forEach(
            (door, sum) -> {
              if (sum.used() > 0) {
                unused.remove(door.route());
              }
            });
    return List.copyOf(unused);
  }

  /** A prefix stands for its paths only where no other contract has any below it. */
  private static List<String> paths(Contract contract, List<Contract> all) {
    Set<String> paths = new LinkedHashSet<>();
    contract.routes().forEach(route -> paths.add(route.path()));
    for (Contract.Fallback fallback : contract.fallbacks()) {
      boolean isOwn =
          all.stream()
              .filter(other -> !other.equals(contract))
              .flatMap(other -> other.routes().stream())
              .noneMatch(route -> route.path().startsWith(fallback.prefix()));
      if (isOwn) {
        paths.removeIf(path -> path.startsWith(fallback.prefix()));
        paths.add(fallback.prefix() + "*");
      }
    }
    return List.copyOf(paths);
  }

  private static void json(Report report, Terminal terminal) {
    try (Listing listing = new Listing(terminal, true, List.of())) {
      report
          .contracts()
          .forEach(
              (name, sum) -> {
                if (sum.used() + sum.refused() == 0) {
                  listing.add(row(report, new Door(name, "", "", ""), sum));
                }
              });
      report.single().forEach((door, sum) -> listing.add(row(report, door, sum)));
    }
  }

  private static Map<String, @Nullable Object> row(Report report, Door door, Sum sum) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("contract", door.contract());
    row.put("endpoint", door.route().isEmpty() ? null : door.route());
    row.put("token", door.form().isEmpty() ? null : door.form());
    row.put("agent", door.agent().isEmpty() ? null : door.agent());
    row.put("used", sum.used());
    row.put("refused", sum.refused());
    row.put("last_used_at", Listing.moment(sum.lastAt()));
    Map<String, Long> perDay = new LinkedHashMap<>();
    for (int i = 0; i < sum.perDay().size(); i++) {
      if (sum.perDay().get(i) > 0) {
        perDay.put(report.first().plusDays(i).toString(), sum.perDay().get(i));
      }
    }
    row.put("per_day", perDay);
    row.put(
        "counted_since", report.countedSince() == null ? null : report.countedSince().toString());
    return row;
  }
}
