package dev.latchkey.wire.pages;

import dev.latchkey.feature.profile.CloseAccount;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;

/** {@code /account/close}: closes the account for good. */
final class ClosePage {
  private final Pages pages;
  private final Proving proving;
  private final CloseAccount closeAccount;

  ClosePage(Pages pages, Proving proving, PagesOperations operations) {
    this.pages = pages;
    this.proving = proving;
    this.closeAccount = operations.closeAccount();
  }

  Reply show(Visit visit) {
    return page(visit, Statuses.OK, pages.ownForm(visit));
  }

  Reply take(Visit visit) throws BadInput {
    return proving.ask(
        visit,
        new FormCheck(visit),
        (status, problems) -> page(visit, status, pages.ownForm(visit).refused(problems)),
        proven ->
            closeAccount.close(proven, visit.origin())
                ? pages.forget(pages.go(Page.SIGN_IN, Note.CLOSED))
                : pages.signInFirst(visit));
  }

  private Reply page(Visit visit, int status, Form form) {
    String name = Pages.signInName(visit.account());
    return pages.show(
        visit,
        status,
        (out, watch, frame) -> JtecloseGenerated.render(out, watch, frame, form, name));
  }
}
