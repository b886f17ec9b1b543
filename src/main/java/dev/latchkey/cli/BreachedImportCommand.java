package dev.latchkey.cli;

import dev.latchkey.boot.BreachedCorpus;
import dev.latchkey.boot.ServerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Makes the filter of breached passwords from a public corpus. */
final class BreachedImportCommand implements Command {
  @Override
  public Usage usage() {
    return new Usage(
        "breached import",
        "make the filter of breached passwords from a corpus",
        List.of("FILE"),
        List.of(Configuration.DATA, Configuration.CONFIG),
        "FILE is a corpus of SHA-1 hashes in the public form, ordered by hash: forty hexadecimal"
            + " digits, a colon and a count on each line. A directory of range files (00000.txt to"
            + " FFFFF.txt) is read as well. Nothing is fetched from a network.\n\n"
            + "The filter takes about three bytes for each hash. It takes the place of the present"
            + " one when it is whole; ended early, the command leaves that as it was. A running"
            + " server uses it within ten seconds.",
        List.of("latchkey breached import pwned-passwords-sha1-ordered-by-hash.txt"));
  }

  @Override
  public void run(Given given, Terminal terminal) throws Refused, Misused {
    ServerSettings settings = Configuration.read(given, terminal);
    Path corpus = terminal.directory().resolve(given.parameter(0));
    ProgressBar bar = new ProgressBar(terminal);
    try {
      BreachedCorpus.Imported made = BreachedCorpus.importFrom(corpus, settings, bar::show);
      bar.clear();
      terminal
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "imported %,d hashes into %s (%,d bytes); other passwords are found with a"
                      + " probability of %.1e",
                  made.hashes(),
                  Shown.line(made.file().toString()),
                  made.bytes(),
                  made.falsePositives()));
    } catch (BreachedCorpus.Unusable unusable) {
      bar.clear();
      throw new Refused(Shown.line(String.valueOf(unusable.getMessage())));
    }
  }
}
