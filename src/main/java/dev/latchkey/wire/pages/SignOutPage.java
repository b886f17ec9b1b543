package dev.latchkey.wire.pages;

import dev.latchkey.core.closing.EndSession;
import dev.latchkey.wire.http.Reply;

/** {@code /account/sign-out}. */
final class SignOutPage {
  private final Pages pages;
  private final EndSession endSession;

  SignOutPage(Pages pages, PagesOperations operations) {
    this.pages = pages;
    this.endSession = operations.endSession();
  }

  Reply take(Visit visit) {
    endSession.end(visit.session().id(), visit.origin());
    return pages.forget(pages.go(Page.SIGN_IN, Note.SIGNED_OUT));
  }
}
