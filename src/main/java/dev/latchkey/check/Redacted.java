package dev.latchkey.check;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes secrets out of everything that is shown. */
final class Redacted {
  static final String MARK = "HIDDEN";

  private static final List<String> SECRET =
      List.of("password", "token", "secret", "csrf", "access", "refresh");

  /** A secret beside its name in JSON: for what no case has learnt. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "(\"[A-Za-z_-]*(?:password|token|secret|csrf)[A-Za-z_-]*\"\\s*:\\s*\")[^\"]+(\")",
          Pattern.CASE_INSENSITIVE);

  /** A signed token, wherever it stands. */
  private static final Pattern SIGNED =
      Pattern.compile("eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]*");

  private final List<String> secrets;

  /**
   * Takes what a case knows.
   *
   * @param known values by name; those whose names speak of secrets are hidden
   */
  Redacted(Map<String, String> known) {
    this.secrets =
        known.entrySet().stream()
            .filter(one -> isSecret(one.getKey()) && !one.getValue().isEmpty())
            .map(Map.Entry::getValue)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SECRET.stream().anyMatch(lower::contains);
  }

  /** Hides. */
  String text(String text) {
    String safe = text;
    for (String secret : secrets) {
      safe = safe.replace(secret, MARK);
    }
    safe = MEMBER.matcher(safe).replaceAll("$1" + MARK + "$2");
    return SIGNED.matcher(safe).replaceAll(MARK);
  }

  /** Hides values whose names speak of secrets. */
  static Map<String, String> values(Map<String, String> known) {
    Map<String, String> safe = new HashMap<>(known);
    safe.replaceAll((name, value) -> isSecret(name) ? MARK : value);
    return safe;
  }

  /** Hides in a difference. A sentence about a secret stands in a list, and is none. */
  Difference difference(Difference one) {
    String name = one.where().substring(one.where().lastIndexOf('.') + 1);
    boolean isText = one.got().length() > 2 && !name.endsWith("]") && !one.got().contains(" ");
    return isSecret(name) && isText
        ? new Difference(
            one.where(), text(one.expected()), MARK + ", " + one.got().length() + " characters")
        : new Difference(one.where(), text(one.expected()), text(one.got()));
  }
}
