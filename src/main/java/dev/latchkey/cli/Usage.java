package dev.latchkey.cli;

import java.util.List;
import java.util.Optional;

/**
 * How a command is called, and what its help says.
 *
 * @param words the words that name it, such as {@code accounts list}
 * @param summary what it does, in one line
 * @param parameters the words it is given, in order; one in brackets may be left out
 * @param options its options
 * @param about what else a reader should know; empty for nothing
 * @param examples whole calls, each followed by what it does after a hash sign
 */
record Usage(
    String words,
    String summary,
    List<String> parameters,
    List<Option> options,
    String about,
    List<String> examples) {

  Optional<Option> option(String name) {
    return options.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  String shape() {
    StringBuilder shape = new StringBuilder("latchkey ").append(words);
    parameters.forEach(parameter -> shape.append(' ').append(parameter));
    return shape.append(" [OPTIONS]").toString();
  }
}
