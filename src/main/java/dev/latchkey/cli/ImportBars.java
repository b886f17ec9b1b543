package dev.latchkey.cli;

import dev.latchkey.boot.BringAccounts;
import dev.latchkey.feature.migration.ImportWatch.Start;
import java.util.Locale;
import java.util.Set;

/** Shows how far an import is: a bar for reading the file through, and one for the accounts. */
final class ImportBars implements BringAccounts.Watch {
  private final Terminal terminal;
  private ProgressBar bar;
  private long settledBefore;

  ImportBars(Terminal terminal) {
    this.terminal = terminal;
    this.bar = new ProgressBar(terminal);
  }

  @Override
  public void passesOver(Set<String> columns) {
    terminal.say("columns that are not read: " + String.join(", ", columns));
  }

  @Override
  public void reads(long nanos, long bytes, long size) {
    bar.show(nanos, bytes, size, bytes);
  }

  @Override
  public void begins(Start start, long done, long total) {
    clear();
    bar = new ProgressBar(terminal);
    settledBefore = done;
    switch (start) {
      case NEW -> {
        // There is nothing to say.
      }
      case GOES_ON ->
          terminal.say(
              String.format(
                  Locale.ROOT,
                  "an import of this file stopped after %,d of %,d entries: going on there",
                  done,
                  total));
      case CHANGED ->
          terminal.say(
              "an import of this file stopped half-way, and the file or the options are others"
                  + " now: beginning at its first entry, where what is here already stays");
      case AGAIN ->
          terminal.say("this file was imported before: what is here already stays as it is");
    }
  }

  @Override
  public void settled(long nanos, long done, long total) {
    bar.show(nanos, done - settledBefore, total - settledBefore, done - settledBefore);
  }

  /** Removes the bar. */
  void clear() {
    bar.clear();
  }
}
