package dev.latchkey.adapter.exports;

import java.util.Map;
import java.util.TreeMap;

/** Parameters that belong to each hash of a file, such as a pepper or the key of a signer. */
public final class HashParameters {
  private HashParameters() {}

  /**
   * Reads them: a name, an equals sign and a value on each line; a line that begins with a hash
   * sign is a comment.
   *
   * @param text the lines
   * @return the values by name
   * @throws IllegalArgumentException if a line is of another form; the message is one line, without
   *     what it holds
   */
  public static Map<String, String> of(String text) {
    Map<String, String> parameters = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#")) {
        continue;
      }
      int equals = bare.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("line " + number + " is not of the form name = value");
      }
      parameters.put(bare.substring(0, equals).strip(), bare.substring(equals + 1).strip());
    }
    return parameters;
  }
}
