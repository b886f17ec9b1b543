package dev.latchkey.wire.pages;

import dev.latchkey.core.account.Account;
import dev.latchkey.wire.http.Reply;

/** {@code /account}: what there is, at a glance. */
final class HomePage {
  private final Pages pages;
  private final Devices devices;

  HomePage(Pages pages, Devices devices) {
    this.pages = pages;
    this.devices = devices;
  }

  Reply show(Visit visit) {
    Account account = visit.account();
    int count = devices.of(visit).size();
    Form form = pages.ownForm(visit);
    return pages.show(
        visit,
        Statuses.OK,
        (out, frame) -> JtehomeGenerated.render(out, null, frame, account, count, form));
  }
}
