package dev.latchkey.core.credential;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.account.Profile;
import dev.latchkey.kernel.Identifier;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words that are too close to an account to be its password, folded: its names, whole and in
 * parts, and of its address the local part, the domain, and the labels of that.
 */
public final class OwnWords {
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Initials are in many good passwords. */
  private static final int SHORTEST = 3;

  private final Set<String> folded = new LinkedHashSet<>();

  private OwnWords() {}

  /**
   * Takes the words of an account.
   *
   * @param account whose
   * @return its words
   */
  public static OwnWords of(Account account) {
    OwnWords words = new OwnWords().plus(account.username()).plus(account.email());
    return words.plus(account.telegramName()).plus(account.profile());
  }

  /**
   * Takes the words of an account that is to be made.
   *
   * @param account whose
   * @return its words
   */
  public static OwnWords of(NewAccount account) {
    return new OwnWords()
        .plus(display(account.username()))
        .plus(display(account.email()))
        .plus(account.mailbox())
        .plus(display(account.telegram()))
        .plus(account.profile());
  }

  /**
   * Adds a name and its parts.
   *
   * @param name the name; null for none
   * @return this
   */
  OwnWords plus(@Nullable String name) {
    if (name != null) {
      add(name);
      int at = name.lastIndexOf('@');
      if (at > 0) {
        add(name.substring(0, at));
        add(name.substring(at + 1));
        DOT.splitAsStream(name.substring(at + 1)).forEach(this::add);
      }
      SEPARATORS.splitAsStream(name).forEach(this::add);
    }
    return this;
  }

  private OwnWords plus(Profile profile) {
    return plus(profile.fullName()).plus(profile.firstName()).plus(profile.lastName());
  }

  private void add(String word) {
    String one = fold(word);
    if (one.length() >= SHORTEST) {
      folded.add(one);
    }
  }

  /**
   * Says whether a text is one of the words, or a trivial variant of one: in other letter case,
   * with separators, with digits and signs before or after it, spelt with look-alikes (0 for o, 1
   * for i or l, 3 for e, 4 and @ for a, 5 and $ for s, 7 for t), backwards, or twice. A longer text
   * that merely holds a word is none, and words of less than three letters and digits do not count.
   *
   * @param text the text
   * @return whether it is
   */
  boolean match(String text) {
    return Stream.of(text, trim(text, false), trim(text, true))
        .anyMatch(one -> isOne(fold(one)) || isOne(spelt(one, 'i')) || isOne(spelt(one, 'l')));
  }

  private boolean isOne(String candidate) {
    if (candidate.isEmpty()) {
      return false;
    }
    int half = candidate.length() / 2;
    String first = candidate.substring(0, half);
    return folded.contains(candidate)
        || folded.contains(new StringBuilder(candidate).reverse().toString())
        || (candidate.equals(first + first) && folded.contains(first));
  }

  private static String trim(String text, boolean digitsToo) {
    int from = 0;
    int to = text.length();
    while (from < to && isMargin(text.charAt(from), digitsToo)) {
      from++;
    }
    while (to > from && isMargin(text.charAt(to - 1), digitsToo)) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isMargin(char one, boolean digitsToo) {
    return !Character.isSurrogate(one)
        && !Character.isLetter(one)
        && (digitsToo || !Character.isDigit(one));
  }

  private static String spelt(String text, char one) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      plain.append(
          switch (text.charAt(i)) {
            case '0' -> 'o';
            case '1', '!' -> one;
            case '3' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '7' -> 't';
            default -> text.charAt(i);
          });
    }
    return fold(plain.toString());
  }

  private static String fold(String text) {
    return SEPARATORS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
  }

  private static @Nullable String display(@Nullable Identifier identifier) {
    return identifier == null ? null : identifier.display();
  }
}
