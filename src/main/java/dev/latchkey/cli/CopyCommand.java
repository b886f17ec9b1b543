package dev.latchkey.cli;

import dev.latchkey.boot.MoveStore;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.StoreUnavailable;
import java.util.List;
import java.util.Locale;

/** Copies a whole store to another place. */
final class CopyCommand implements Command {
  private static final Option FROM =
      Option.of("--from", "PLACE", "a data directory, or a jdbc:postgresql://… address");
  private static final Option TO =
      Option.of("--to", "PLACE", "an empty place of either kind; a directory is made");

  @Override
  public Usage usage() {
    return new Usage(
        "copy",
        "copy a whole store between a directory and PostgreSQL",
        List.of(),
        List.of(FROM, TO, Configuration.CONFIG),
        "Stop the servers on the source first. A copy that was cut short goes on where it stopped"
            + " when it is run again, and no server starts on a target that is only half copied."
            + " At the end every table is compared with its source. The user and the password of"
            + " PostgreSQL come from the settings database.user and database.password, unless the"
            + " address holds them.\n\n"
            + "master.key is not in the store: copy that file to the data directory of the new"
            + " server by yourself.",
        List.of("latchkey copy --from latchkey-data --to jdbc:postgresql://db.internal/latchkey"));
  }

  @Override
  public void run(Given given, Terminal terminal) throws Refused, Misused {
    String from = place(given, FROM, terminal);
    String to = place(given, TO, terminal);
    if (from.equals(to)) {
      throw new Misused("--from and --to are the same place");
    }
    CopyBars bars = new CopyBars(terminal);
    try {
      long rows = new MoveStore(Configuration.read(given, terminal)).run(from, to, bars);
      bars.clear();
      terminal
          .out()
          .println(
              String.format(Locale.ROOT, "copied %,d rows; every table equals its source", rows));
    } catch (StoreUnavailable e) {
      bars.clear();
      throw new Refused(String.valueOf(e.getMessage()));
    } catch (StartProblem e) {
      bars.clear();
      throw e;
    }
  }

  private static String place(Given given, Option option, Terminal terminal) throws Misused {
    String place =
        given.value(option.name()).orElseThrow(() -> new Misused(option.name() + " is missing"));
    return place.startsWith("jdbc:") ? place : terminal.directory().resolve(place).toString();
  }
}
