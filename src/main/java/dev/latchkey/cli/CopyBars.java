package dev.latchkey.cli;

import dev.latchkey.boot.CopyWatch;

/** Shows how far a copy is, each table on a bar of its own. */
final class CopyBars implements CopyWatch {
  private final Terminal terminal;
  private ProgressBar bar;
  private String table = "";

  CopyBars(Terminal terminal) {
    this.terminal = terminal;
    this.bar = new ProgressBar(terminal);
  }

  @Override
  public void at(long nanos, String name, long done, long total) {
    if (!name.equals(table)) {
      clear();
      table = name;
      bar = new ProgressBar(terminal);
      say("copying " + name);
    }
    bar.show(nanos, done, total, done);
  }

  @Override
  public void compares(String name) {
    clear();
    say("comparing " + name);
  }

  private void say(String line) {
    if (terminal.isPerson()) {
      terminal.say(line);
    }
  }

  /** Removes the bar. */
  void clear() {
    bar.clear();
  }
}
