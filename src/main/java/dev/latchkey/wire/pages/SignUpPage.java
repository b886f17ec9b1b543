package dev.latchkey.wire.pages;

import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.signup.SignUp;
import dev.latchkey.core.signup.SignUpOutcome;
import dev.latchkey.core.signup.SignUpRequest;
import dev.latchkey.feature.verification.RequestConfirmation;
import dev.latchkey.feature.verification.TellOwner;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Password;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;
import java.util.List;
import java.util.Optional;

/**
 * {@code /account/sign-up}. Whether an address is taken is told to its owner only, by a letter: the
 * page answers alike, and lets nobody in before the mailbox was looked into.
 */
final class SignUpPage {
  private static final String EMAIL = "email";
  private static final String PASSWORD = "password";
  private static final String AGAIN = "password_again";

  private final Pages pages;
  private final PagesSettings settings;
  private final SignUp signUp;
  private final RequestConfirmation requestConfirmation;
  private final TellOwner tellOwner;

  SignUpPage(Pages pages, PagesSettings settings, PagesOperations operations) {
    this.pages = pages;
    this.settings = settings;
    this.signUp = operations.signUp();
    this.requestConfirmation = operations.requestConfirmation();
    this.tellOwner = operations.tellOwner();
  }

  Reply show(Visit visit) {
    return visit.found() != null
        ? pages.go(Page.HOME)
        : page(visit, Statuses.OK, pages.guestForm(visit));
  }

  Reply take(Visit visit) throws BadInput {
    FormCheck check = new FormCheck(visit);
    Optional<Identifier> email = check.email(EMAIL);
    Password password = check.wanted(PASSWORD, AGAIN, settings.minPasswordLength());
    Form form = pages.guestForm(visit).with(EMAIL, visit.typed(EMAIL).strip());
    if (email.isEmpty() || !check.isFine()) {
      return page(visit, Statuses.UNPROCESSABLE, form.refused(check.problems()));
    }
    Profile profile = Profile.EMPTY.withLanguage(visit.language());
    NewAccount wanted = NewAccount.in(settings.realm()).withEmail(email.get()).withProfile(profile);
    SignUpRequest request = new SignUpRequest(wanted, password, null, visit.origin());
    return switch (signUp.signUp(request)) {
      case SignUpOutcome.SignedUp made -> {
        // A spent budget of letters is no reason to tell the two cases apart.
        requestConfirmation.request(settings.realm(), email.get().display(), visit.origin());
        yield lookIntoMailbox(visit, email.get());
      }
      case SignUpOutcome.Taken taken -> {
        tellOwner.tell(settings.realm(), email.get(), PagesContract.NAME, visit.origin());
        yield lookIntoMailbox(visit, email.get());
      }
      case SignUpOutcome.Weak weak -> {
        check.weak(PASSWORD, weak.weakness());
        yield page(visit, Statuses.UNPROCESSABLE, form.refused(check.problems()));
      }
      case SignUpOutcome.Throttled throttled -> {
        check.throttled(throttled.retryAfter());
        yield page(visit, Statuses.TOO_MANY, form.refused(check.problems()))
            .withRetryAfter(throttled.retryAfter());
      }
      case SignUpOutcome.Overloaded overloaded -> {
        check.busy();
        yield page(visit, Statuses.UNAVAILABLE, form.refused(check.problems()))
            .withRetryAfter(overloaded.retryAfter());
      }
    };
  }

  private Reply lookIntoMailbox(Visit visit, Identifier email) {
    String words = visit.say(Text.MAIL_SENT_SIGN_UP, email.display());
    return pages.show(
        visit,
        Statuses.OK,
        (out, watch, frame) ->
            JtemailSentGenerated.render(
                out, watch, frame, words, List.of(Page.SIGN_IN, Page.SIGN_UP)));
  }

  private Reply page(Visit visit, int status, Form form) {
    return pages.show(
        visit,
        status,
        (out, watch, frame) ->
            JtesignUpGenerated.render(out, watch, frame, form, settings.minPasswordLength()));
  }
}
