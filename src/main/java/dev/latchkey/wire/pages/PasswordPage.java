package dev.latchkey.wire.pages;

import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.feature.password.ChangePassword;
import dev.latchkey.kernel.Password;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;

/** {@code /account/password}: changes the password. */
final class PasswordPage {
  private static final String PRESENT = "current_password";
  private static final String PASSWORD = "password";
  private static final String AGAIN = "password_again";

  private final Pages pages;
  private final int shortest;
  private final SessionPlan plan;
  private final ChangePassword changePassword;

  PasswordPage(Pages pages, int shortest, SessionPlan plan, PagesOperations operations) {
    this.pages = pages;
    this.shortest = shortest;
    this.plan = plan;
    this.changePassword = operations.changePassword();
  }

  Reply show(Visit visit) {
    return page(visit, Statuses.OK, pages.ownForm(visit));
  }

  Reply take(Visit visit) throws BadInput {
    FormCheck check = new FormCheck(visit);
    Password present = check.known(PRESENT);
    Password wanted = check.wanted(PASSWORD, AGAIN, shortest);
    if (!check.isFine()) {
      return refused(visit, check, Statuses.UNPROCESSABLE);
    }
    ChangePassword.Request request =
        new ChangePassword.Request(
            visit.account(), visit.session(), present, wanted, true, plan, visit.origin());
    return switch (changePassword.change(request)) {
      case ChangePassword.Outcome.Changed changed -> changed(changed.renewed());
      case ChangePassword.Outcome.WrongPresent wrong -> {
        check.refuse(PRESENT, Text.WRONG_PASSWORD);
        yield refused(visit, check, Statuses.UNPROCESSABLE);
      }
      case ChangePassword.Outcome.Weak weak -> {
        check.weak(PASSWORD, weak.weakness());
        yield refused(visit, check, Statuses.UNPROCESSABLE);
      }
      case ChangePassword.Outcome.Same same -> {
        check.refuse(PASSWORD, Text.SAME_PASSWORD);
        yield refused(visit, check, Statuses.UNPROCESSABLE);
      }
      case ChangePassword.Outcome.SessionEnded ended -> pages.signInFirst(visit);
      case ChangePassword.Outcome.Throttled throttled -> {
        check.throttled(throttled.retryAfter());
        yield refused(visit, check, Statuses.TOO_MANY).withRetryAfter(throttled.retryAfter());
      }
      case ChangePassword.Outcome.Overloaded overloaded -> {
        check.busy();
        yield refused(visit, check, Statuses.UNAVAILABLE).withRetryAfter(overloaded.retryAfter());
      }
    };
  }

  private Reply changed(@org.jspecify.annotations.Nullable OpenedSession renewed) {
    if (renewed == null) {
      throw new IllegalStateException("a new session was planned");
    }
    Reply reply = pages.go(Page.HOME, Note.PASSWORD_CHANGED);
    return pages.set(reply, PageCookies.SESSION, renewed.secret(PageTokenForm.KIND), null);
  }

  private Reply refused(Visit visit, FormCheck check, int status) {
    return page(visit, status, pages.ownForm(visit).refused(check.problems()));
  }

  private Reply page(Visit visit, int status, Form form) {
    String name = Pages.signInName(visit.account());
    return pages.show(
        visit,
        status,
        (out, watch, frame) ->
            JtepasswordGenerated.render(out, watch, frame, form, name, shortest));
  }
}
