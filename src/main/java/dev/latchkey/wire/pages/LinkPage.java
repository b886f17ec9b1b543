package dev.latchkey.wire.pages;

import dev.latchkey.kernel.Origin;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;
import java.util.List;
import java.util.Optional;

/**
 * {@code /account/confirm-email}, {@code /account/confirm-new-email} and {@code
 * /account/undo-email}: a mailed link whose page has nothing but a button.
 */
final class LinkPage {
  private final Pages pages;
  private final MailedLink link;
  private final List<Text> words;
  private final Text button;
  private final Use use;
  private final Note done;

  /** What a link comes to when its button is pressed. */
  enum Used {
    DONE,
    DONE_AND_SIGNED_OUT,
    INVALID,
    GONE,
    EXPIRED,
    TAKEN
  }

  /** Uses a secret up. */
  @FunctionalInterface
  interface Use {
    Used use(String secret, Origin origin);
  }

  LinkPage(Pages pages, MailedLink link, List<Text> words, Text button, Use use, Note done) {
    this.pages = pages;
    this.link = link;
    this.words = List.copyOf(words);
    this.button = button;
    this.use = use;
    this.done = done;
  }

  Reply show(Visit visit) throws BadInput {
    return link.open(visit, this::page);
  }

  private Reply page(Visit visit) {
    return pages.show(
        visit,
        Statuses.OK,
        (out, watch, frame) ->
            JtepressButtonGenerated.render(out, watch, frame, words, button, link.token(visit)));
  }

  Reply take(Visit visit) throws BadInput {
    Optional<String> secret = link.sent(visit);
    if (secret.isEmpty()) {
      return link.dead(visit, Text.LINK_MISSING);
    }
    Page next = visit.found() == null ? Page.SIGN_IN : Page.HOME;
    return switch (use.use(secret.get(), visit.origin())) {
      case DONE -> link.done(visit, pages.go(next, done));
      case DONE_AND_SIGNED_OUT -> link.done(visit, pages.forget(pages.go(Page.SIGN_IN, done)));
      case INVALID -> link.dead(visit, Text.LINK_INVALID);
      case GONE -> link.dead(visit, Text.LINK_GONE);
      case EXPIRED -> link.dead(visit, Text.LINK_EXPIRED);
      case TAKEN -> link.dead(visit, Text.LINK_TAKEN);
    };
  }
}
