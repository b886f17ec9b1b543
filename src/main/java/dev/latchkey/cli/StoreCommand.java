package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.kernel.StartProblem;
import java.util.ArrayList;
import java.util.List;

/** A command that looks into the store or changes it, also beside a running server. */
abstract class StoreCommand implements Command {
  static final Option JSON = Option.flag("--json", "print one JSON array instead of a table");

  /** Adds the options that every such command has. */
  static List<Option> options(Option... own) {
    List<Option> options = new ArrayList<>(List.of(own));
    options.add(Configuration.DATA);
    options.add(Configuration.CONFIG);
    options.add(JSON);
    return List.copyOf(options);
  }

  @Override
  public final void run(Given given, Terminal terminal) throws Refused, Misused {
    ServerSettings settings = Configuration.read(given, terminal);
    if (!makesStore() && !House.hasStore(settings)) {
      throw new StartProblem(
          "there is no store in "
              + settings.data()
              + ": start the server once, or name its directory with --data");
    }
    try (House house = House.open(settings)) {
      run(house, given, terminal);
    } catch (Refused refused) {
      if (given.has(JSON.name())) {
        terminal.out().println("[]");
      }
      throw refused;
    }
  }

  /** Says whether the command makes a store where there is none. */
  boolean makesStore() {
    return false;
  }

  /**
   * Does it.
   *
   * @throws Refused before anything is printed on standard output
   */
  abstract void run(House house, Given given, Terminal terminal) throws Refused, Misused;
}
