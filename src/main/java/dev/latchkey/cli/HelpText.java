package dev.latchkey.cli;

import java.util.ArrayList;
import java.util.List;

/** Writes help, at most 80 columns wide. */
final class HelpText {
  private static final int WIDTH = 80;
  private static final String INDENT = "  ";

  private HelpText() {}

  /** Writes the help of a command. */
  static String of(Usage usage) {
    StringBuilder text = new StringBuilder();
    text.append("Usage: ").append(usage.shape()).append("\n\n");
    wrap(text, "", usage.summary());
    if (!usage.about().isEmpty()) {
      for (String paragraph : usage.about().strip().split("\n\n")) {
        text.append('\n');
        wrap(text, "", paragraph.replace('\n', ' '));
      }
    }
    text.append("\nOptions:\n");
    List<String[]> rows = new ArrayList<>();
    usage.options().forEach(option -> rows.add(new String[] {option.shape(), option.help()}));
    rows.add(new String[] {Option.HELP.shape(), Option.HELP.help()});
    columns(text, rows);
    if (!usage.examples().isEmpty()) {
      text.append("\nExamples:\n");
      usage.examples().forEach(example -> text.append(INDENT).append(example).append('\n'));
    }
    return text.toString();
  }

  /** Writes what there is. */
  static String of(List<Command> commands) {
    StringBuilder text = new StringBuilder();
    text.append("Latchkey: an authentication and session server.\n\n");
    text.append("Usage: latchkey COMMAND [OPTIONS]\n\nCommands:\n");
    List<String[]> rows = new ArrayList<>();
    for (Command command : commands) {
      Usage usage = command.usage();
      if (command instanceof TrainCommand) {
        continue;
      }
      String shape = usage.words();
      for (String parameter : usage.parameters()) {
        shape += " " + parameter;
      }
      rows.add(new String[] {shape, usage.summary()});
    }
    columns(text, rows);
    text.append(
        """

        NAME is any name an account signs in by (user name, e-mail address, telegram
        name, WeChat openid), or #123 for account number 123 (quote it: '#123').

        Each command has its own help: latchkey COMMAND --help

        First steps:
          latchkey serve --demo             # a server on http://127.0.0.1:8080 to try
          latchkey accounts list            # who has signed up
          latchkey outbox                   # the letters, and what became of them
        """);
    return text.toString();
  }

  private static void columns(StringBuilder text, List<String[]> rows) {
    int first = 0;
    for (String[] row : rows) {
      first = Math.max(first, row[0].length());
    }
    for (String[] row : rows) {
      String lead = INDENT + row[0] + " ".repeat(first - row[0].length() + 2);
      wrap(text, " ".repeat(lead.length()), lead, row[1]);
    }
  }

  private static void wrap(StringBuilder text, String indent, String words) {
    wrap(text, indent, indent, words);
  }

  private static void wrap(StringBuilder text, String indent, String lead, String words) {
    StringBuilder line = new StringBuilder(lead);
    boolean isFresh = true;
    for (String word : words.split(" ")) {
      if (!isFresh && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(indent);
        isFresh = true;
      }
      line.append(isFresh ? "" : " ").append(word);
      isFresh = false;
    }
    text.append(line).append('\n');
  }
}
