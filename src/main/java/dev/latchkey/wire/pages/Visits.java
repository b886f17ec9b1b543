package dev.latchkey.wire.pages;

import dev.latchkey.core.token.FoundToken;
import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Language;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Request;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a browser shows: who it is, what it speaks, what it was told. */
final class Visits {
  private static final int TOKEN_LENGTH = 43;

  private final PageCookies cookies;
  private final FormTokens tokens;
  private final SessionCheck check;

  Visits(PageCookies cookies, FormTokens tokens, SessionCheck check) {
    this.cookies = cookies;
    this.tokens = tokens;
    this.check = check;
  }

  /** Reads all of it; asks the store who is signed in. */
  Visit read(Request request, Page place) {
    Optional<String> shown = cookies.read(request, PageCookies.SESSION);
    FoundToken found = shown.flatMap(this::live).orElse(null);
    return visit(request, place, found, shown.isPresent());
  }

  /** Reads what can be known without the store: for refusals, which must never fail. */
  Visit stranger(Request request, Page place) {
    return visit(request, place, null, false);
  }

  private Visit visit(
      Request request, Page place, @Nullable FoundToken found, boolean wasSignedIn) {
    return new Visit(
        place,
        request,
        Fields.NONE,
        found,
        wasSignedIn,
        language(request, found),
        browser(request),
        cookies.read(request, PageCookies.NOTE).flatMap(Note::ofSlug).orElse(null));
  }

  private Optional<FoundToken> live(String secret) {
    // Nothing of another length was ever issued; a huge value is not worth a look-up.
    if (secret.length() != TOKEN_LENGTH) {
      return Optional.empty();
    }
    return switch (check.check(PageTokenForm.KIND, Digests.lookup(secret))) {
      case SessionCheck.Outcome.Live live -> Optional.of(live.found());
      case SessionCheck.Outcome.Refused refused -> Optional.empty();
    };
  }

  private Browser browser(Request request) {
    return cookies
        .read(request, PageCookies.BROWSER)
        .filter(tokens::isBrowser)
        .map(value -> new Browser(value, false))
        .orElseGet(() -> new Browser(tokens.newBrowser(), true));
  }

  /** What was chosen on a page, else what the account prefers, else what the browser asks for. */
  private Language language(Request request, @Nullable FoundToken found) {
    Optional<Language> chosen =
        cookies.read(request, PageCookies.LANGUAGE).flatMap(Language::ofTag);
    if (chosen.isPresent()) {
      return chosen.get();
    }
    Language own = found == null ? null : found.account().profile().language();
    return own != null
        ? own
        : Language.choose(request.origin().languages()).orElse(Language.ENGLISH);
  }
}
