package dev.latchkey.wire.pages;

import dev.latchkey.feature.verification.ConfirmEmail;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;
import java.util.List;
import java.util.Optional;

/** {@code /account/confirm-email}: confirms an address by a mailed link. */
final class ConfirmEmailPage {
  private final Pages pages;
  private final MailedLink link;
  private final ConfirmEmail confirmEmail;

  ConfirmEmailPage(Pages pages, MailedLink link, PagesOperations operations) {
    this.pages = pages;
    this.link = link;
    this.confirmEmail = operations.confirmEmail();
  }

  Reply show(Visit visit) throws BadInput {
    List<Text> words = List.of(Text.CONFIRM_LEAD, Text.CONFIRM_NOT_YOU);
    return link.open(
        visit,
        open ->
            pages.show(
                open,
                Statuses.OK,
                (out, frame) ->
                    JtepressButtonGenerated.render(out, null, frame, words, Text.CONFIRM_BUTTON)));
  }

  Reply take(Visit visit) {
    Optional<String> secret = link.secret(visit);
    if (secret.isEmpty()) {
      return link.dead(visit, Text.LINK_MISSING);
    }
    return switch (confirmEmail.confirm(secret.get(), visit.origin())) {
      case DONE -> {
        Place next = visit.found() == null ? Place.SIGN_IN : Place.HOME;
        yield link.done(visit, pages.go(next, Note.CONFIRMED));
      }
      case INVALID -> link.dead(visit, Text.LINK_INVALID);
      case GONE -> link.dead(visit, Text.LINK_GONE);
      case EXPIRED -> link.dead(visit, Text.LINK_EXPIRED);
    };
  }
}
