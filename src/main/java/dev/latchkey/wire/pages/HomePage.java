package dev.latchkey.wire.pages;

import dev.latchkey.core.account.Account;
import dev.latchkey.feature.device.ListOwnSessions;
import dev.latchkey.wire.http.Reply;

/** {@code /account}: what there is, at a glance. */
final class HomePage {
  private final Pages pages;
  private final ListOwnSessions listOwnSessions;

  HomePage(Pages pages, PagesOperations operations) {
    this.pages = pages;
    this.listOwnSessions = operations.listOwnSessions();
  }

  Reply show(Visit visit) {
    Account account = visit.account();
    int count = listOwnSessions.list(account.id(), visit.session().id()).size();
    Form form = pages.ownForm(visit);
    return pages.show(
        visit,
        Statuses.OK,
        (out, watch, frame) -> JtehomeGenerated.render(out, watch, frame, account, count, form));
  }
}
