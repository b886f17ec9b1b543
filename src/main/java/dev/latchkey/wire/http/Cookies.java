package dev.latchkey.wire.http;

import java.util.List;
import java.util.Optional;

/** Reads the Cookie header (RFC 6265, section 4.2). */
final class Cookies {
  private Cookies() {}

  static Optional<String> find(List<String> lines, String name) {
    String found = null;
    for (String line : lines) {
      for (String pair : line.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 0 || !pair.substring(0, equals).strip().equals(name)) {
          continue;
        }
        String value = unquoted(pair.substring(equals + 1).strip());
        // Two different cookies of one name come from two different settings: trusting either
        // would let whoever can plant one decide.
        if (found != null && !found.equals(value)) {
          return Optional.empty();
        }
        found = value;
      }
    }
    return Optional.ofNullable(found);
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
