package dev.latchkey.cli;

import dev.latchkey.adapter.exports.MappedFile;
import dev.latchkey.boot.BringAccounts;
import dev.latchkey.boot.House;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.feature.migration.ImportPlan;
import dev.latchkey.feature.migration.Report;
import dev.latchkey.feature.migration.Result.Outcome;
import dev.latchkey.feature.migration.Tally;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.StoreUnavailable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Brings accounts of another system along. */
final class ImportAccountsCommand implements Command {
  private static final Option MAP =
      Option.of("--map", "MAP", "what its columns mean: a system, or a file (default: columns)");
  private static final Option REALM =
      Option.of("--realm", "REALM", "the realm the accounts go to (default: main)");
  private static final Option SOURCE =
      Option.of("--source", "NAME", "what to call the old system (default: the name of the map)");
  private static final Option DRY_RUN =
      Option.flag("--dry-run", "say what would be done, and do nothing");
  private static final Option REPORT =
      Option.of("--report", "FILE", "write a line of JSON about each entry into a file");
  private static final Option TRUST_VERIFIED =
      Option.flag("--trust-verified", "addresses that are proven there are proven here");
  private static final Option WITH_ROLES =
      Option.flag("--with-roles", "give new accounts the permissions that the file names");
  private static final Option MERGE_BY_NAME =
      Option.flag("--merge-by-name", "a shared name makes two accounts one, without proof");
  private static final Option DROP_HASHES =
      Option.flag("--drop-unusable-hashes", "bring such accounts along without a password");
  private static final Option PARAMETERS =
      Option.of("--hash-parameters", "FILE", "what belongs to each hash: pepper = …, and so on");

  private static final Pattern SOURCE_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  @Override
  public Usage usage() {
    return new Usage(
        "import accounts",
        "bring the accounts of another system along",
        List.of("FILE"),
        List.of(
            MAP,
            REALM,
            SOURCE,
            DRY_RUN,
            REPORT,
            TRUST_VERIFIED,
            WITH_ROLES,
            MERGE_BY_NAME,
            DROP_HASHES,
            PARAMETERS,
            Configuration.DATA,
            Configuration.CONFIG,
            StoreCommand.JSON),
        "FILE is CSV, JSON Lines or a JSON document. MAP is one of "
            + String.join(", ", BringAccounts.maps())
            + ", or a file of your own; docs/guide/import.md tells all of it. Passwords come along"
            + " as hashes. No mail is sent.\n\n"
            + "An account that is here already is given what it lacks, and nothing that it has:"
            + " not its password, not its permissions, not its address. Entries that cannot be"
            + " taken are refused with the reason, and the others go on.\n\n"
            + "An import that was cut short, even by kill -9, goes on where it stopped when it is"
            + " run again. A file that was imported before changes nothing. Servers may run"
            + " meanwhile. The exit code is 1 if an entry was refused.",
        List.of(
            "latchkey import accounts users.csv --map devise --dry-run --report out.jsonl",
            "latchkey import accounts realm-export.json --map keycloak --trust-verified",
            "latchkey import accounts people.jsonl --map people.map --realm shop"));
  }

  @Override
  public void run(Given given, Terminal terminal) throws Refused, Misused {
    Path file = terminal.directory().resolve(given.parameter(0));
    String map = given.value(MAP.name()).orElse("columns");
    ImportPlan plan = plan(given, map);
    Path parameters =
        given.value(PARAMETERS.name()).map(terminal.directory()::resolve).orElse(null);
    Path report = given.value(REPORT.name()).map(terminal.directory()::resolve).orElse(null);
    if (file.equals(report)) {
      throw new Misused("--report and FILE are the same file");
    }
    ServerSettings settings = Configuration.read(given, terminal);
    MappedFile opened = BringAccounts.open(file, map, parameters);
    ImportBars bars = new ImportBars(terminal);
    Tally tally;
    try (House house = House.open(settings)) {
      tally = run(house, opened, plan, report, bars);
    } catch (StoreUnavailable e) {
      throw new StartProblem(
          e.getMessage() + "; what was settled is kept: run the command again to go on", e);
    } finally {
      bars.clear();
    }
    print(given, terminal, tally);
    if (plan.isDry()) {
      terminal.say("that was a dry run: nothing was changed");
    }
    long refused = tally.of(Outcome.REFUSED);
    if (refused > 0) {
      throw new Refused(
          String.format(
              Locale.ROOT,
              "entries refused: %,d%s",
              refused,
              report == null ? "; --report FILE tells of each" : ""));
    }
  }

  private static Tally run(
      House house, MappedFile file, ImportPlan plan, @Nullable Path report, ImportBars bars) {
    BringAccounts bring = new BringAccounts(house);
    if (report == null) {
      return bring.run(file, plan, Report.NONE, bars);
    }
    try (ReportFile written = ReportFile.open(report)) {
      return bring.run(file, plan, written, bars);
    }
  }

  private static ImportPlan plan(Given given, String map) throws Misused {
    String source = given.value(SOURCE.name()).orElseGet(() -> sourceOf(map));
    if (!SOURCE_NAME.matcher(source).matches()) {
      throw new Misused(SOURCE.name() + ": a name is 1 to 64 characters of a-z 0-9 . _ -");
    }
    return new ImportPlan(
        AccountNames.realm(given),
        source,
        given.has(TRUST_VERIFIED.name()),
        given.has(WITH_ROLES.name()),
        given.has(MERGE_BY_NAME.name()),
        given.has(DROP_HASHES.name()),
        given.has(DRY_RUN.name()));
  }

  private static String sourceOf(String map) {
    String name = String.valueOf(Path.of(map).getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".map") ? name.substring(0, name.length() - 4) : name;
  }

  private static void print(Given given, Terminal terminal, Tally tally) {
    try (Listing listing =
        new Listing(
            terminal,
            given.has(StoreCommand.JSON.name()),
            List.of("outcome", "entries", "first_line", "reason"))) {
      for (Tally.Count count : tally.counts()) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("outcome", Rows.word(count.outcome()));
        row.put("entries", count.times());
        row.put("first_line", count.firstLine());
        row.put("reason", count.reason() == null ? null : count.reason().word());
        listing.add(row);
      }
    }
  }
}
