package dev.latchkey.cli;

import dev.latchkey.boot.BackUpStore;
import dev.latchkey.boot.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes the store into one file. */
final class BackupCommand implements Command {
  private static final Option TO =
      Option.of("--to", "FILE", "the file to make; one that exists is left alone");

  @Override
  public Usage usage() {
    return new Usage(
        "backup",
        "write the store into one file, beside a running server",
        List.of(),
        List.of(TO, Configuration.DATA, Configuration.CONFIG),
        """
        Servers go on meanwhile. The file holds the store as it stood at one moment, whatever it
        is kept in, SQLite or PostgreSQL, compared with the store table by table; latchkey restore
        brings it into either. It appears under its name when it is whole and on the disk, for the
        eyes of its owner only.

        master.key is not in it, so that the file alone gives nobody what is sealed in the store.
        Keep a copy of that key, apart from the backups: without it they cannot be restored.
        """,
        List.of(
            "latchkey backup --to /backups/latchkey-$(date +%F).backup",
            "latchkey backup --to now.backup --config /etc/latchkey.yaml"));
  }

  @Override
  public void run(Given given, Terminal terminal) throws Misused {
    Path file =
        terminal
            .directory()
            .resolve(given.value(TO.name()).orElseThrow(() -> new Misused("--to is missing")));
    ServerSettings settings = Configuration.read(given, terminal);
    CopyBars bars = new CopyBars(terminal);
    try {
      long rows = new BackUpStore(settings).run(file, bars);
      bars.clear();
      terminal
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "backed up %,d rows to %s%s; every table equals the store",
                  rows,
                  file,
                  size(file)));
      terminal
          .out()
          .println(
              "The master key is not in it: keep a copy of "
                  + settings.data().resolve("master.key")
                  + " apart from the backups");
    } finally {
      bars.clear();
    }
  }

  private static String size(Path file) {
    try {
      return String.format(Locale.ROOT, " (%,d KiB)", Files.size(file) / 1024);
    } catch (IOException e) {
      return "";
    }
  }
}
