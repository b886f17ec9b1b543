package overload;

import java.util.Locale;

/** Prints tables in Markdown, and remembers whether every promise was kept. */
final class Report {
  private boolean isKept = true;
  private boolean isJudged;

  void title(String title) {
    System.out.printf("%n### %s%n%n", title);
  }

  void line(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n%n", values);
  }

  void table(String... columns) {
    System.out.println("| " + String.join(" | ", columns) + " |");
    System.out.println("|---".repeat(columns.length) + "|");
  }

  void row(String... cells) {
    System.out.println("| " + String.join(" | ", cells) + " |");
  }

  /** A row about a promise. */
  void judged(String what, String measured, String promise, boolean kept) {
    isJudged = true;
    isKept &= kept;
    row(what, measured, promise + (kept ? ", kept" : ", **broken**"));
  }

  boolean isKept() {
    return isJudged && isKept;
  }
}
