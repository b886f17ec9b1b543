package dev.latchkey.wire.pages;

import dev.latchkey.feature.password.ResetPassword;
import dev.latchkey.kernel.Password;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;
import java.util.Optional;

/** {@code /account/reset-password}: sets a new password by a mailed link. */
final class ResetPasswordPage {
  private static final String PASSWORD = "password";
  private static final String AGAIN = "password_again";

  private final Pages pages;
  private final int shortest;
  private final MailedLink link;
  private final ResetPassword resetPassword;

  ResetPasswordPage(Pages pages, int shortest, MailedLink link, PagesOperations operations) {
    this.pages = pages;
    this.shortest = shortest;
    this.link = link;
    this.resetPassword = operations.resetPassword();
  }

  Reply show(Visit visit) throws BadInput {
    return link.open(visit, open -> page(open, Statuses.OK, form(open)));
  }

  Reply take(Visit visit) throws BadInput {
    Optional<String> secret = link.sent(visit);
    if (secret.isEmpty()) {
      return link.dead(visit, Text.LINK_MISSING);
    }
    FormCheck check = new FormCheck(visit);
    Password wanted = check.wanted(PASSWORD, AGAIN, shortest);
    Form form = form(visit);
    if (!check.isFine()) {
      return page(visit, Statuses.UNPROCESSABLE, form.refused(check.problems()));
    }
    return switch (resetPassword.reset(secret.get(), wanted, false, visit.origin())) {
      case ResetPassword.Outcome.Done done ->
          link.done(visit, pages.forget(pages.go(Page.SIGN_IN, Note.PASSWORD_SET)));
      case ResetPassword.Outcome.Invalid invalid -> link.dead(visit, Text.LINK_INVALID);
      case ResetPassword.Outcome.Gone gone -> link.dead(visit, Text.LINK_GONE);
      case ResetPassword.Outcome.Expired expired -> link.dead(visit, Text.LINK_EXPIRED);
      case ResetPassword.Outcome.Weak weak -> {
        check.weak(PASSWORD, weak.weakness());
        yield page(visit, Statuses.UNPROCESSABLE, form.refused(check.problems()));
      }
      case ResetPassword.Outcome.Same same -> {
        check.refuse(PASSWORD, Text.SAME_PASSWORD);
        yield page(visit, Statuses.UNPROCESSABLE, form.refused(check.problems()));
      }
      case ResetPassword.Outcome.Overloaded overloaded -> {
        check.busy();
        yield page(visit, Statuses.UNAVAILABLE, form.refused(check.problems()))
            .withRetryAfter(overloaded.retryAfter());
      }
    };
  }

  private Form form(Visit visit) {
    return pages.guestForm(visit).with(Form.LINK, link.token(visit));
  }

  private Reply page(Visit visit, int status, Form form) {
    return pages.show(
        visit,
        status,
        (out, watch, frame) -> JteresetPasswordGenerated.render(out, watch, frame, form, shortest));
  }
}
