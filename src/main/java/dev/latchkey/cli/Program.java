package dev.latchkey.cli;

import dev.latchkey.kernel.Nearest;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the command that was called, runs it, and turns what comes of it into an exit code. */
final class Program {
  static final int DONE = 0;
  static final int REFUSED = 1;
  static final int PROBLEM = 2;

  private final List<Command> commands;

  Program(List<Command> commands) {
    this.commands = List.copyOf(commands);
  }

  /**
   * Runs.
   *
   * @param words the words after the program's name
   * @param terminal where to print
   * @return the exit code
   */
  int run(List<String> words, Terminal terminal) {
    if (words.isEmpty()) {
      terminal.err().print(HelpText.of(commands));
      return PROBLEM;
    }
    Optional<Command> command = find(words);
    if (command.isEmpty()) {
      return withoutCommand(words, terminal);
    }
    Usage usage = command.get().usage();
    int count = usage.words().split(" ").length;
    try {
      Given given = Given.read(usage, words.subList(count, words.size()));
      if (given.has(Option.HELP.name())) {
        terminal.out().print(HelpText.of(usage));
      } else {
        command.get().run(given, terminal);
      }
      return DONE;
    } catch (Misused misused) {
      terminal.say(misused.line());
      terminal.say("how to call it: latchkey " + usage.words() + " --help");
      return PROBLEM;
    } catch (Refused refused) {
      terminal.say(refused.line());
      return REFUSED;
    } catch (StartProblem problem) {
      String.valueOf(problem.getMessage()).lines().forEach(terminal::say);
      return PROBLEM;
    } catch (StoreUnavailable unavailable) {
      terminal.say(unavailable.getMessage() + "; nothing was changed");
      return PROBLEM;
    }
  }

  private Optional<Command> find(List<String> words) {
    Command found = null;
    int longest = 0;
    for (Command command : commands) {
      List<String> name = List.of(command.usage().words().split(" "));
      boolean fits = words.size() >= name.size() && words.subList(0, name.size()).equals(name);
      if (fits && name.size() > longest) {
        found = command;
        longest = name.size();
      }
    }
    return Optional.ofNullable(found);
  }

  private int withoutCommand(List<String> words, Terminal terminal) {
    String first = words.getFirst();
    if (first.equals("--version")) {
      terminal.out().println("latchkey " + version());
      return DONE;
    }
    boolean asksHelp = first.equals("--help") || first.equals("-h") || first.equals("help");
    if (asksHelp && words.size() == 1) {
      terminal.out().print(HelpText.of(commands));
      return DONE;
    }
    if (asksHelp) {
      List<String> about = new ArrayList<>(words.subList(1, words.size()));
      about.add(Option.HELP.name());
      return run(about, terminal);
    }
    List<Command> group = group(first);
    if (!group.isEmpty()) {
      return withGroup(first, words, group, terminal);
    }
    List<String> names =
        commands.stream().map(one -> one.usage().words().split(" ")[0]).distinct().toList();
    terminal.say("there is no command \"" + first + "\"" + Nearest.hint(first, names));
    terminal.say("what there is: latchkey --help");
    return PROBLEM;
  }

  private int withGroup(String name, List<String> words, List<Command> group, Terminal terminal) {
    String second = words.size() < 2 ? "" : words.get(1);
    if (second.equals("--help") || second.equals("-h")) {
      terminal.out().print(HelpText.of(group));
      return DONE;
    }
    List<String> names =
        group.stream().map(one -> one.usage().words().substring(name.length() + 1)).toList();
    terminal.say(
        second.isEmpty()
            ? "latchkey " + name + " needs one of: " + String.join(", ", names)
            : "there is no command \"" + name + " " + second + "\"" + Nearest.hint(second, names));
    terminal.say("what there is: latchkey " + name + " --help");
    return PROBLEM;
  }

  private List<Command> group(String name) {
    return commands.stream().filter(one -> one.usage().words().startsWith(name + " ")).toList();
  }

  private static String version() {
    String version = Program.class.getPackage().getImplementationVersion();
    return version == null ? "(development)" : version;
  }
}
