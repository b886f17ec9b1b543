package dev.latchkey.wire.pages;

import dev.latchkey.kernel.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says moments as people do: how long ago, and from two days on the date. */
final class Moments {
  private final Language language;
  private final Instant now;

  Moments(Language language, Instant now) {
    this.language = language;
    this.now = now;
  }

  String ago(Instant moment) {
    Duration since = Duration.between(moment, now);
    if (since.toMinutes() < 1) {
      return Text.JUST_NOW.in(language);
    }
    if (since.toHours() < 1) {
      return Text.MINUTES_AGO.in(language, since.toMinutes());
    }
    if (since.toDays() < 1) {
      return Text.HOURS_AGO.in(language, since.toHours());
    }
    return since.toDays() < 2 ? Text.YESTERDAY.in(language) : date(language, moment);
  }

  static String date(Language language, Instant moment) {
    String pattern =
        switch (language) {
          case ENGLISH -> "d MMMM uuuu";
          case CHINESE -> "uuuu年M月d日";
        };
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .format(moment);
  }
}
