package dev.latchkey.wire.pages;

import dev.latchkey.kernel.Language;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;
import java.time.Duration;
import java.util.Optional;

/** {@code POST /account/language}: the switch at the foot of each page. */
final class LanguageSwitch {
  private static final Duration AGE = Duration.ofDays(365);

  private final Pages pages;

  LanguageSwitch(Pages pages) {
    this.pages = pages;
  }

  Reply take(Visit visit) throws BadInput {
    Place back = Place.ofSlug(visit.typed("next")).orElse(Place.HOME);
    Reply reply = pages.go(back == Place.SIGN_OUT ? Place.HOME : back);
    Optional<Language> chosen = Language.ofTag(visit.typed("language"));
    return chosen.isEmpty()
        ? reply
        : pages.set(reply, PageCookies.LANGUAGE, chosen.get().tag(), AGE);
  }
}
