package dev.latchkey.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A language that letters and pages are written in. */
public enum Language {
  /** English. */
  ENGLISH("en"),
  /** Chinese in simplified characters. */
  CHINESE("zh-CN");

  /** The longest {@code Accept-Language} value that is read, in UTF-16 units. */
  public static final int MAX_LENGTH = 200;

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /**
   * Names the language.
   *
   * @return its tag of BCP 47, as in {@code lang} attributes and settings
   */
  public String tag() {
    return tag;
  }

  /**
   * Finds a language by its tag.
   *
   * @param tag a tag, in any case
   * @return the language, if it is one of these
   */
  public static Optional<Language> ofTag(String tag) {
    for (Language one : values()) {
      if (one.tag.equalsIgnoreCase(tag)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /**
   * Chooses by what a caller prefers (RFC 9110, section 12.5.4). Only the primary subtag counts, so
   * {@code zh-TW} gets Chinese rather than English.
   *
   * @param accepted the value of {@code Accept-Language}; null for none
   * @return the first of the caller's languages that is one of these; empty if there is none, or if
   *     the value is malformed
   */
  public static Optional<Language> choose(@Nullable String accepted) {
    if (accepted == null || accepted.isBlank() || accepted.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    List<Locale.LanguageRange> ranges;
    try {
      ranges = Locale.LanguageRange.parse(accepted);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    for (Locale.LanguageRange range : ranges) {
      String primary = range.getRange().split("-", 2)[0];
      for (Language one : values()) {
        if (range.getWeight() > 0 && one.tag.split("-", 2)[0].equals(primary)) {
          return Optional.of(one);
        }
      }
    }
    return Optional.empty();
  }
}
