package dev.latchkey.wire.pages;

import dev.latchkey.kernel.Origin;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code /account/forgot-password} and {@code /account/resend-confirmation}: asks for a name, has a
 * letter sent, and says the same whether there is such an account or not.
 */
final class MailRequestPage {
  private static final String NAME = "name";

  private final Pages pages;
  private final Text lead;
  private final Text sent;
  private final Asking asking;

  /** Asks for a letter. */
  @FunctionalInterface
  interface Asking {
    /** Says how long to wait, if there were too many; whether there is such an account, never. */
    Optional<Duration> ask(String name, Origin origin);
  }

  MailRequestPage(Pages pages, Text lead, Text sent, Asking asking) {
    this.pages = pages;
    this.lead = lead;
    this.sent = sent;
    this.asking = asking;
  }

  Reply show(Visit visit) {
    return page(visit, Statuses.OK, pages.guestForm(visit));
  }

  Reply take(Visit visit) throws BadInput {
    FormCheck check = new FormCheck(visit);
    String name = check.filled(NAME, Text.ENTER_NAME);
    Form form = pages.guestForm(visit).with(NAME, name);
    if (!check.isFine()) {
      return page(visit, Statuses.UNPROCESSABLE, form.refused(check.problems()));
    }
    Optional<Duration> pause = asking.ask(name, visit.origin());
    if (pause.isPresent()) {
      check.throttled(pause.get());
      return page(visit, Statuses.TOO_MANY, form.refused(check.problems()))
          .withRetryAfter(pause.get());
    }
    String words = visit.say(sent, name);
    return pages.show(
        visit,
        Statuses.OK,
        (out, watch, frame) ->
            JtemailSentGenerated.render(
                out, watch, frame, words, List.of(Page.SIGN_IN, visit.place())));
  }

  private Reply page(Visit visit, int status, Form form) {
    return pages.show(
        visit,
        status,
        (out, watch, frame) -> JtemailRequestGenerated.render(out, watch, frame, form, lead));
  }
}
