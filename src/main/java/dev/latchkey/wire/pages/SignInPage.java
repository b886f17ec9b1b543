package dev.latchkey.wire.pages;

import dev.latchkey.core.closing.EndSession;
import dev.latchkey.core.signin.SignIn;
import dev.latchkey.core.signin.SignInOutcome;
import dev.latchkey.core.signin.SignInRequest;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.feature.password.PasswordProofs;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Reply;

/** {@code /account/sign-in}. */
final class SignInPage {
  private static final String NAME = "name";
  private static final String PASSWORD = "password";
  private static final String NEXT = "next";

  private final Pages pages;
  private final RealmName realm;
  private final SessionPlan plan;
  private final SignIn signIn;
  private final PasswordProofs proofs;
  private final EndSession endSession;

  SignInPage(Pages pages, RealmName realm, SessionPlan plan, PagesOperations operations) {
    this.pages = pages;
    this.realm = realm;
    this.plan = plan;
    this.signIn = operations.signIn();
    this.proofs = operations.passwordProofs();
    this.endSession = operations.endSession();
  }

  Reply show(Visit visit) throws BadInput {
    Page next = next(Fields.ofQuery(visit.request()));
    if (visit.found() != null) {
      return pages.go(next);
    }
    return page(visit, Statuses.OK, pages.guestForm(visit), next);
  }

  /**
   * Signs in. Whatever session the browser had is ended, so that no number it knew before comes to
   * stand for somebody else.
   */
  Reply take(Visit visit) throws BadInput {
    Page next = next(visit.form());
    FormCheck check = new FormCheck(visit);
    String name = check.filled(NAME, Text.ENTER_NAME);
    Password password = check.known(PASSWORD);
    Form form = pages.guestForm(visit).with(NAME, name);
    if (!check.isFine()) {
      return page(visit, Statuses.UNPROCESSABLE, form.refused(check.problems()), next);
    }
    SignInRequest request = SignInRequest.byName(realm, name, plan, visit.origin());
    return switch (signIn.signIn(request, proofs.proof(password))) {
      case SignInOutcome.SignedIn in -> enter(visit, in.opened(), next);
      case SignInOutcome.BadCredentials bad -> {
        check.refuse(Problem.WHOLE, Text.WRONG_CREDENTIALS);
        yield page(visit, Statuses.UNPROCESSABLE, form.refused(check.problems()), next);
      }
      case SignInOutcome.NotPermitted never ->
          throw new IllegalStateException("the pages ask for no permission");
      case SignInOutcome.Throttled throttled -> {
        check.throttled(throttled.retryAfter());
        yield page(visit, Statuses.TOO_MANY, form.refused(check.problems()), next)
            .withRetryAfter(throttled.retryAfter());
      }
      case SignInOutcome.Overloaded overloaded -> {
        check.busy();
        yield page(visit, Statuses.UNAVAILABLE, form.refused(check.problems()), next)
            .withRetryAfter(overloaded.retryAfter());
      }
    };
  }

  private Reply enter(Visit visit, OpenedSession opened, Page next) {
    if (visit.found() != null) {
      endSession.end(visit.session().id(), visit.origin());
    }
    Reply reply =
        pages.set(pages.go(next), PageCookies.SESSION, opened.secret(PageTokenForm.KIND), null);
    return pages.clear(reply, PageCookies.BROWSER);
  }

  private Reply page(Visit visit, int status, Form form, Page next) {
    return pages.show(
        visit,
        status,
        (out, watch, frame) -> JtesignInGenerated.render(out, watch, frame, form, next.slug()));
  }

  /** Where to go afterwards: a page of ours, or else the first. */
  private static Page next(Fields fields) throws BadInput {
    return fields.text(NEXT).flatMap(Page::ofSlug).filter(Page::isAfterSignIn).orElse(Page.HOME);
  }
}
