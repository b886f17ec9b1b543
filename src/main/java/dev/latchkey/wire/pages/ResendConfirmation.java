package dev.latchkey.wire.pages;

import dev.latchkey.feature.verification.RequestConfirmation;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.wire.http.Reply;
import java.time.Duration;
import java.util.Optional;

/** Asks for a new confirmation link, for anybody by name or for whoever is signed in. */
final class ResendConfirmation {
  private final Pages pages;
  private final RealmName realm;
  private final RequestConfirmation requestConfirmation;

  ResendConfirmation(Pages pages, RealmName realm, PagesOperations operations) {
    this.pages = pages;
    this.realm = realm;
    this.requestConfirmation = operations.requestConfirmation();
  }

  Optional<Duration> ask(String name, Origin origin) {
    return switch (requestConfirmation.request(realm, name, origin)) {
      case RequestConfirmation.Outcome.Sent sent -> Optional.empty();
      case RequestConfirmation.Outcome.AlreadyConfirmed already -> Optional.empty();
      case RequestConfirmation.Outcome.NoMailbox nobody -> Optional.empty();
      case RequestConfirmation.Outcome.Throttled throttled -> Optional.of(throttled.retryAfter());
    };
  }

  /** {@code POST /account/email/confirmation}, the button beside an unconfirmed address. */
  Reply take(Visit visit) {
    String email = visit.account().email();
    if (email != null) {
      // Where the budget is spent, links are in the mailbox already.
      ask(email, visit.origin());
    }
    return pages.go(Page.HOME, Note.CONFIRMATION_SENT);
  }
}
