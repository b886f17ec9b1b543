package dev.latchkey.wire.pages;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.FoundToken;
import dev.latchkey.kernel.Language;
import dev.latchkey.kernel.Origin;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Request;
import org.jspecify.annotations.Nullable;

/**
 * One request to a page, with what its cookies say.
 *
 * @param place which page
 * @param request what was asked
 * @param form the fields that were sent; none for GET
 * @param found the live session of whoever is signed in; null for nobody
 * @param wasSignedIn whether a session cookie was shown, live or not
 * @param language in which language to answer
 * @param browser what binds the browser
 * @param note a message from the page before; null for none
 */
record Visit(
    Page place,
    Request request,
    Fields form,
    @Nullable FoundToken found,
    boolean wasSignedIn,
    Language language,
    Browser browser,
    @Nullable Note note) {

  Visit with(Fields fields) {
    return new Visit(place, request, fields, found, wasSignedIn, language, browser, note);
  }

  Visit speaking(Language other) {
    return new Visit(place, request, form, found, wasSignedIn, other, browser, note);
  }

  Account account() {
    return signedIn().account();
  }

  Session session() {
    return signedIn().session();
  }

  private FoundToken signedIn() {
    if (found == null) {
      throw new IllegalStateException("nobody is signed in at " + place);
    }
    return found;
  }

  Origin origin() {
    return request.origin();
  }

  /** A text that was typed, exactly; empty if it is absent. */
  String typed(String field) throws BadInput {
    return form.text(field).orElse("");
  }

  String say(Text text, Object... filled) {
    return text.in(language, filled);
  }

  @Override
  public String toString() {
    return "[visit to " + place + "]";
  }
}
