package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.wire.http.Request;
import java.util.Locale;

/** In which language a client is told what is wrong. */
enum Language {
  /** The original's language, and the answer to whoever asks for none of ours. */
  CHINESE("zh"),
  ENGLISH("en");

  private final String subtag;

  Language(String subtag) {
    this.subtag = subtag;
  }

  /** Reads {@code Accept-Language} (RFC 9110, section 12.5.4): the first of greatest weight. */
  static Language of(Request request) {
    Language best = CHINESE;
    double most = 0;
    for (String range : String.join(",", request.headerLines("accept-language")).split(",")) {
      String[] parts = range.split(";", 2);
      double weight = parts.length == 1 ? 1 : weight(parts[1]);
      for (Language language : values()) {
        if (weight > most && language.matches(parts[0].strip())) {
          best = language;
          most = weight;
        }
      }
    }
    return best;
  }

  private boolean matches(String range) {
    String lower = range.toLowerCase(Locale.ROOT);
    return lower.equals(subtag) || lower.startsWith(subtag + "-");
  }

  private static double weight(String parameter) {
    String text = parameter.strip().toLowerCase(Locale.ROOT);
    // The grammar allows three digits; anything else is no weight at all.
    return text.matches("q=[01](\\.[0-9]{0,3})?") ? Double.parseDouble(text.substring(2)) : 0;
  }
}
