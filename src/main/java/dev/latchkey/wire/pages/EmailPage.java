package dev.latchkey.wire.pages;

import dev.latchkey.core.signin.Proven;
import dev.latchkey.feature.verification.RequestEmailChange;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;
import java.util.List;

/** {@code /account/email}: asks for another address; nothing changes until its link is opened. */
final class EmailPage {
  private static final String EMAIL = "email";

  private final Pages pages;
  private final Proving proving;
  private final RequestEmailChange requestEmailChange;

  EmailPage(Pages pages, Proving proving, PagesOperations operations) {
    this.pages = pages;
    this.proving = proving;
    this.requestEmailChange = operations.requestEmailChange();
  }

  Reply show(Visit visit) {
    return page(visit, Statuses.OK, pages.ownForm(visit));
  }

  Reply take(Visit visit) throws BadInput {
    FormCheck check = new FormCheck(visit);
    check.email(EMAIL);
    String wanted = visit.typed(EMAIL).strip();
    Form form = pages.ownForm(visit).with(EMAIL, wanted);
    return proving.ask(
        visit,
        check,
        (status, problems) -> page(visit, status, form.refused(problems)),
        proven -> request(visit, check, form, proven, wanted));
  }

  private Reply request(Visit visit, FormCheck check, Form form, Proven proven, String wanted) {
    return switch (requestEmailChange.request(proven, wanted, visit.origin())) {
      case RequestEmailChange.Outcome.Sent sent -> lookIntoMailbox(visit, wanted);
      case RequestEmailChange.Outcome.Malformed malformed -> {
        check.refuse(EMAIL, Text.ENTER_EMAIL);
        yield page(visit, Statuses.UNPROCESSABLE, form.refused(check.problems()));
      }
      case RequestEmailChange.Outcome.Same same -> {
        check.refuse(EMAIL, Text.SAME_EMAIL);
        yield page(visit, Statuses.UNPROCESSABLE, form.refused(check.problems()));
      }
      case RequestEmailChange.Outcome.SessionEnded ended -> pages.signInFirst(visit);
      case RequestEmailChange.Outcome.Throttled throttled -> {
        check.throttled(throttled.retryAfter());
        yield page(visit, Statuses.TOO_MANY, form.refused(check.problems()))
            .withRetryAfter(throttled.retryAfter());
      }
    };
  }

  private Reply lookIntoMailbox(Visit visit, String wanted) {
    String words = visit.say(Text.MAIL_SENT_CHANGE, wanted);
    return pages.show(
        visit,
        Statuses.OK,
        (out, watch, frame) ->
            JtemailSentGenerated.render(out, watch, frame, words, List.of(Page.HOME, Page.EMAIL)));
  }

  private Reply page(Visit visit, int status, Form form) {
    return pages.show(
        visit,
        status,
        (out, watch, frame) ->
            JteemailGenerated.render(
                out, watch, frame, form, visit.account(), Pages.signInName(visit.account())));
  }
}
