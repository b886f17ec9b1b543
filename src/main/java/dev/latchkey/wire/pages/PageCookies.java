package dev.latchkey.wire.pages;

import dev.latchkey.wire.http.Request;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of the pages. Behind TLS they carry the prefix {@code __Host-}, so that neither a
 * sibling domain nor plain HTTP can plant one.
 */
final class PageCookies {
  /** The token of the session. */
  static final String SESSION = "latchkey";

  /** What binds the forms of somebody who is not signed in to the browser. */
  static final String BROWSER = "latchkey-form";

  /** The language that was chosen at the foot of a page. */
  static final String LANGUAGE = "latchkey-language";

  /** The name of a message for the next page. */
  static final String NOTE = "latchkey-note";

  private static final String LINK = "latchkey-link-";

  private final boolean isSecure;

  PageCookies(boolean isSecure) {
    this.isSecure = isSecure;
  }

  /** The cookie that holds the secret of a mailed link until its page is done with it. */
  static String link(Page place) {
    return LINK + place.slug();
  }

  Optional<String> read(Request request, String name) {
    return request.cookie(full(name)).filter(value -> !value.isEmpty());
  }

  /** A Set-Cookie value; without an age the cookie goes when the browser closes. */
  String set(String name, String value, @Nullable Duration age) {
    String line = full(name) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax";
    String secure = isSecure ? line + "; Secure" : line;
    return age == null ? secure : secure + "; Max-Age=" + age.toSeconds();
  }

  String clear(String name) {
    return set(name, "", Duration.ZERO);
  }

  private String full(String name) {
    return isSecure ? "__Host-" + name : name;
  }
}
