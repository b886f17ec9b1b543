package dev.latchkey.adapter.agent;

import dev.latchkey.core.session.Agents.Agent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names for what shipped apps call themselves when nobody told them otherwise: the name of their
 * HTTP library. Every pattern here has possessive quantifiers, so none can go back and forth.
 */
final class AppAgents {
  private static final Pattern PRODUCT =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9 ._-]{0,39}+)(?:/([0-9]{1,9}+(?:\\.[0-9]{1,9}+)?+))?+.*+");
  private static final Pattern DALVIK =
      Pattern.compile("Dalvik/[^(]*+\\([^)]*?Android ([0-9]{1,3}+(?:\\.[0-9]{1,3}+)?+).*+");
  private static final String APPLE_LIBRARY = " CFNetwork/";

  private AppAgents() {}

  /** Reads what the rules of the library read badly; null where they read well. */
  static @Nullable Agent read(String text) {
    if (text.startsWith("Dalvik/")) {
      Matcher android = DALVIK.matcher(text);
      return new Agent("Android app", null, "Android", android.matches() ? android.group(1) : null);
    }
    int apple = text.indexOf(APPLE_LIBRARY);
    if (apple > 0) {
      Agent app = firstProduct(text.substring(0, apple));
      return new Agent(app.program(), app.version(), "iOS or macOS", null);
    }
    boolean isBare = text.indexOf(' ') < 0 && text.indexOf('/') > 0;
    return isBare ? Optional.of(firstProduct(text)).filter(AppAgents::isNamed).orElse(null) : null;
  }

  /** Reads the product that a text begins with (RFC 9110, section 10.1.5). */
  static Agent firstProduct(String text) {
    Matcher product = PRODUCT.matcher(text);
    return product.matches()
        ? new Agent(product.group(1).strip(), product.group(2), null, null)
        : Agent.UNKNOWN;
  }

  private static boolean isNamed(Agent agent) {
    return agent.program() != null;
  }
}
