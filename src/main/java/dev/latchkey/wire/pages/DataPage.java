package dev.latchkey.wire.pages;

import dev.latchkey.core.signin.Proven;
import dev.latchkey.feature.export.ExportAccount;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Reply;

/** {@code /account/data}: hands over everything that is stored. */
final class DataPage {
  private final Pages pages;
  private final Proving proving;
  private final ExportAccount exportAccount;

  DataPage(Pages pages, Proving proving, PagesOperations operations) {
    this.pages = pages;
    this.proving = proving;
    this.exportAccount = operations.exportAccount();
  }

  Reply show(Visit visit) {
    return page(visit, Statuses.OK, pages.ownForm(visit));
  }

  Reply take(Visit visit) throws BadInput {
    return proving.ask(
        visit,
        new FormCheck(visit),
        (status, problems) -> page(visit, status, pages.ownForm(visit).refused(problems)),
        proven -> file(visit, proven));
  }

  private Reply file(Visit visit, Proven proven) {
    return exportAccount
        .export(proven, visit.origin())
        .map(
            tree ->
                Reply.json(Statuses.OK, Json.write(tree))
                    .with("Content-Disposition", "attachment; filename=\"account.json\""))
        .orElseGet(() -> pages.signInFirst(visit));
  }

  private Reply page(Visit visit, int status, Form form) {
    String name = Pages.signInName(visit.account());
    return pages.show(
        visit,
        status,
        (out, watch, frame) -> JtedataGenerated.render(out, watch, frame, form, name));
  }
}
