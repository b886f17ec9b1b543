package dev.latchkey.feature.usage;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of what a caller calls itself: a product and the first two numbers of its version.
 * Devices, systems, languages, comments and whatever else stands there are left out.
 */
final class AgentName {
  /** Callers that say nothing. */
  static final String NONE = "none";

  /** Callers whose words are no product, and those beyond the bound. */
  static final String OTHER = "other";

  /** The product of RFC 9110, section 10.1.5, as programs really write it. */
  private static final Pattern PRODUCT =
      Pattern.compile("([A-Za-z][A-Za-z0-9._-]{0,31})(?:/v?([0-9]{1,4}(?:\\.[0-9]{1,4})?))?");

  /** A serial number, a telephone number: nothing that a product is called by. */
  private static final Pattern SERIAL = Pattern.compile("[0-9]{5}");

  /** Every browser calls itself Mozilla; these tell them apart, the more special ones first. */
  private static final List<Map.Entry<String, String>> BROWSERS =
      List.of(
          Map.entry("Edg/", "Edge"),
          Map.entry("OPR/", "Opera"),
          Map.entry("SamsungBrowser/", "Samsung"),
          Map.entry("FxiOS/", "Firefox"),
          Map.entry("Firefox/", "Firefox"),
          Map.entry("CriOS/", "Chrome"),
          Map.entry("Chrome/", "Chrome"),
          Map.entry("Version/", "Safari"));

  private AgentName() {}

  /** Names a caller. */
  static String of(@Nullable String agent) {
    if (agent == null || agent.isBlank()) {
      return NONE;
    }
    if (agent.startsWith("Mozilla/")) {
      for (Map.Entry<String, String> browser : BROWSERS) {
        int at = agent.indexOf(browser.getKey());
        if (at >= 0) {
          String rest = agent.substring(at + browser.getKey().length());
          return product(browser.getValue() + "/" + firstWord(rest));
        }
      }
      return "Mozilla";
    }
    return product(firstWord(agent.strip()));
  }

  private static String firstWord(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != ';') {
      end++;
    }
    return text.substring(0, end);
  }

  private static String product(String word) {
    Matcher product = PRODUCT.matcher(word);
    if (!product.lookingAt() || isMore(word, product)) {
      return OTHER;
    }
    String name = product.group(1);
    String version = product.group(2);
    if (SERIAL.matcher(name).find()) {
      return OTHER;
    }
    return version == null ? name : name + "/" + version;
  }

  /** Says whether something follows that belongs to no version: an address, for example. */
  private static boolean isMore(String word, Matcher product) {
    return product.end() < word.length()
        && "./-+_,:(".indexOf(word.charAt(product.end())) < 0
        && !Character.isLetterOrDigit(word.charAt(product.end()));
  }
}
