package dev.latchkey.feature.mail;

import java.util.regex.Pattern;

/** What went wrong, in one short line that can be stored and shown. */
final class Problem {
  private static final int LONGEST = 200;

  /** A server may quote what it was sent, and so a link. */
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{30,}");

  private Problem() {}

  static String line(String said) {
    String visible = said.replaceAll("[^\\x20-\\x7e]+", " ").strip();
    String safe = SECRET.matcher(visible).replaceAll("[...]");
    return safe.length() > LONGEST ? safe.substring(0, LONGEST) + "..." : safe;
  }
}
