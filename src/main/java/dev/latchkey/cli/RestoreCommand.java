package dev.latchkey.cli;

import dev.latchkey.boot.RestoreStore;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.kernel.StoreUnavailable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Brings a backup back. */
final class RestoreCommand implements Command {
  private static final Option FROM = Option.of("--from", "FILE", "what latchkey backup wrote");
  private static final Option END_SESSIONS =
      Option.flag("--end-sessions", "end all sessions: everybody signs in again");
  private static final Option CHECK =
      Option.flag("--check", "only read the backup, and say whether it is whole");

  @Override
  public Usage usage() {
    return new Usage(
        "restore",
        "bring a backup back into an empty store, SQLite or PostgreSQL",
        List.of(),
        List.of(FROM, END_SESSIONS, CHECK, Configuration.DATA, Configuration.CONFIG),
        """
        Stop the servers first. The data directory must hold the master.key of the server that
        was backed up, and no store; or the settings name an empty PostgreSQL database. The backup
        is read and judged before anything is written, and every table is compared at the end. A
        restore that was cut short goes on when it is run again, and no server starts on a store
        that is only half restored.

        What happened after the backup is undone: sessions that were ended since are live again,
        replaced passwords sign in again. With --end-sessions every session ends and every mailed
        link is dead, so that no token from before signs anybody in. Use it unless you know that
        nobody was locked out since.
        """,
        List.of(
            "latchkey restore --from latchkey-2026-12-01.backup --check",
            "latchkey restore --from latchkey-2026-12-01.backup --end-sessions"));
  }

  @Override
  public void run(Given given, Terminal terminal) throws Refused, Misused {
    Path file =
        terminal
            .directory()
            .resolve(given.value(FROM.name()).orElseThrow(() -> new Misused("--from is missing")));
    if (given.has(CHECK.name()) && given.has(END_SESSIONS.name())) {
      throw new Misused("--check changes nothing, so it does not go with --end-sessions");
    }
    ServerSettings settings = Configuration.read(given, terminal);
    CopyBars bars = new CopyBars(terminal);
    try {
      if (given.has(CHECK.name())) {
        RestoreStore.Found found = new RestoreStore(settings).check(file, bars);
        bars.clear();
        terminal
            .out()
            .println(
                String.format(
                    Locale.ROOT,
                    "the backup of %s is whole: %,d rows",
                    found.madeAt(),
                    found.rows()));
      } else {
        RestoreStore.Restored restored =
            new RestoreStore(settings).run(file, given.has(END_SESSIONS.name()), bars);
        bars.clear();
        tell(terminal, restored, given.has(END_SESSIONS.name()));
      }
    } catch (StoreUnavailable e) {
      throw new Refused(String.valueOf(e.getMessage()));
    } finally {
      bars.clear();
    }
  }

  private static void tell(
      Terminal terminal, RestoreStore.Restored restored, boolean endsSessions) {
    terminal
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "restored %,d rows of %s; every table equals the backup",
                restored.rows(),
                restored.madeAt()));
    terminal
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "New accounts are numbered from %d, new devices from %d: none is met twice",
                restored.nextAccount(),
                restored.nextDevice()));
    terminal
        .out()
        .println(
            endsSessions
                ? String.format(
                    Locale.ROOT,
                    "Ended %,d sessions and all mailed links: everybody signs in again",
                    restored.ended())
                : "Sessions that were ended after the backup are live again (--end-sessions)");
  }
}
