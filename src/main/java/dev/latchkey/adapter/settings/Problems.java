package dev.latchkey.adapter.settings;

import dev.latchkey.kernel.StartProblem;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that it can be told at once. */
final class Problems {
  private final List<String> lines = new ArrayList<>();

  /**
   * Adds a problem.
   *
   * @param where its place: a line of the file, a variable, an option
   * @param what what is wrong and what to do, without a full stop
   */
  void add(String where, String what) {
    String line = where + ": " + what.replaceAll("\\p{Cntrl}+", " ").strip();
    if (!lines.contains(line)) {
      lines.add(line);
    }
  }

  void throwIfAny() {
    if (!lines.isEmpty()) {
      throw new StartProblem(String.join("\n", lines));
    }
  }
}
