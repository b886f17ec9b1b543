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
    Page back = Page.ofSlug(visit.typed("next")).orElse(Page.HOME);
    Reply reply = pages.go(back == Page.SIGN_OUT ? Page.HOME : back);
    Optional<Language> chosen = Language.ofTag(visit.typed("language"));
    return chosen.isEmpty()
        ? reply
        : pages.set(reply, PageCookies.LANGUAGE, chosen.get().tag(), AGE);
  }
}
