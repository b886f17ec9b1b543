package dev.latchkey.adapter.foreign;

import dev.latchkey.adapter.foreign.Template.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Template}, once. */
final class TemplateReader {
  private static final int LONGEST = 256;

  /** A digest or HMAC, with the form of its text, and how many times in a row. */
  private static final Pattern CALL =
      Pattern.compile("(hmac-)?([a-z0-9-]+?)(?:\\.([a-z0-9]+))?(?:\\^([1-9][0-9]{0,6}))?");

  private final String text;
  private int at;
  private int depth;

  TemplateReader(String text) {
    this.text = text;
  }

  Template whole() throws Refusal {
    if (text.length() > LONGEST) {
      throw new Refusal("the template is longer than " + LONGEST + " characters");
    }
    Template all = sum();
    if (at < text.length()) {
      throw problem("the end");
    }
    return all;
  }

  private Template sum() throws Refusal {
    List<Template> parts = new ArrayList<>();
    do {
      parts.add(term());
    } while (take('+'));
    return parts.size() == 1 ? parts.getFirst() : new Template.Sum(List.copyOf(parts));
  }

  private Template term() throws Refusal {
    skip();
    if (at < text.length() && text.charAt(at) == '\'') {
      return literal();
    }
    int from = at;
    while (at < text.length() && isOfWord(text.charAt(at))) {
      at++;
    }
    String word = text.substring(from, at);
    if (take('(')) {
      if (++depth > 16) {
        throw new Refusal("the template is nested too deeply");
      }
      Template call = call(word);
      if (!take(')')) {
        throw problem("a closing bracket");
      }
      depth--;
      return call;
    }
    if (!Template.VARIABLES.contains(word)) {
      throw new Refusal(
          "the template names \""
              + word
              + "\", which is none of "
              + String.join(", ", Template.VARIABLES));
    }
    return new Template.Variable(word);
  }

  private Template call(String word) throws Refusal {
    if (List.of("lower", "upper", "utf16le").contains(word)) {
      return new Template.Changed(word, sum());
    }
    Matcher parts = CALL.matcher(word);
    if (!parts.matches() || !Template.DIGESTS.containsKey(parts.group(2))) {
      throw new Refusal("the template names the digest \"" + word + "\", which is not known");
    }
    Form form = form(parts.group(3));
    int times = parts.group(4) == null ? 1 : Integer.parseInt(parts.group(4));
    if (parts.group(1) == null) {
      return new Template.Digest(parts.group(2), form, times, sum());
    }
    if (times > 1) {
      throw new Refusal("the template repeats an HMAC, which cannot be read");
    }
    Template key = sum();
    if (!take(',')) {
      throw problem("a comma between key and message");
    }
    return new Template.Code(parts.group(2), form, key, sum());
  }

  private Template literal() throws Refusal {
    int end = text.indexOf('\'', at + 1);
    if (end < 0) {
      throw problem("a closing quotation mark");
    }
    String inside = text.substring(at + 1, end);
    at = end + 1;
    return new Template.Literal(inside);
  }

  private static Form form(@Nullable String word) throws Refusal {
    for (Form form : Form.values()) {
      if (word == null ? form == Form.HEX : form.word().equals(word)) {
        return form;
      }
    }
    throw new Refusal(
        "the template has a form \"" + word + "\"; there are hex, upperhex, base64, raw");
  }

  private boolean take(char wanted) {
    skip();
    boolean isThere = at < text.length() && text.charAt(at) == wanted;
    if (isThere) {
      at++;
    }
    return isThere;
  }

  private void skip() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private Refusal problem(String wanted) {
    return new Refusal("the template lacks " + wanted + " at character " + (at + 1));
  }

  private static boolean isOfWord(char one) {
    return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || "-.^".indexOf(one) >= 0;
  }
}
