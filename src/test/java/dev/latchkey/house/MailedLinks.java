package dev.latchkey.house;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a person would click on in a letter. */
final class MailedLinks {
  private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]{34})");

  private MailedLinks() {}

  /** Takes the secret out of the link of a letter. */
  static String token(String text) {
    Matcher matcher = TOKEN.matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no link in: " + text);
    }
    return matcher.group(1);
  }
}
