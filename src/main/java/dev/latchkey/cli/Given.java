package dev.latchkey.cli;

import dev.latchkey.kernel.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command was called with.
 *
 * @param parameters the words, as many as its usage names
 * @param options the options by name; a switch has the value {@code true}
 */
record Given(List<String> parameters, Map<String, String> options) {
  /**
   * Reads the words after a command's name. An option may stand before or after the parameters, as
   * {@code --name value} or {@code --name=value}, once; what follows {@code --} is no option.
   */
  static Given read(Usage usage, List<String> words) throws Misused {
    List<String> parameters = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--")) {
        parameters.addAll(words.subList(i + 1, words.size()));
        break;
      }
      if (!word.startsWith("-") || word.equals("-")) {
        parameters.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      Option option = option(usage, equals < 0 ? word : word.substring(0, equals));
      String value;
      if (option.value() == null) {
        if (equals >= 0) {
          throw new Misused(option.name() + " takes no value");
        }
        value = "true";
      } else if (equals >= 0) {
        value = word.substring(equals + 1);
      } else if (i + 1 < words.size()) {
        value = words.get(++i);
      } else {
        throw new Misused(option.name() + " needs a value: " + option.shape());
      }
      if (options.putIfAbsent(option.name(), value) != null) {
        throw new Misused(option.name() + " is given twice");
      }
    }
    if (!options.containsKey(Option.HELP.name())) {
      count(usage, parameters);
    }
    return new Given(List.copyOf(parameters), Map.copyOf(options));
  }

  private static Option option(Usage usage, String word) throws Misused {
    String name = word.equals("-h") ? Option.HELP.name() : word;
    Optional<Option> known =
        name.equals(Option.HELP.name()) ? Optional.of(Option.HELP) : usage.option(name);
    if (known.isPresent()) {
      return known.get();
    }
    List<String> names = usage.options().stream().map(Option::name).toList();
    throw new Misused("there is no option " + word + Nearest.hint(word, names));
  }

  private static void count(Usage usage, List<String> parameters) throws Misused {
    List<String> wanted = usage.parameters();
    int given = parameters.size();
    if (given < wanted.size() && !wanted.get(given).startsWith("[")) {
      throw new Misused(wanted.get(given) + " is missing");
    }
    if (given > wanted.size()) {
      throw new Misused(
          "\""
              + parameters.get(wanted.size())
              + "\" is one word too many; quote a name with spaces");
    }
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  Optional<String> value(String option) {
    return Optional.ofNullable(options.get(option));
  }

  String parameter(int index) {
    return parameters.get(index);
  }
}
