package dev.latchkey.wire.pages;

import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.challenge.UseChallenge;
import dev.latchkey.kernel.Digests;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret of a mailed link on its way to the form that uses it up. Opening the link moves it
 * from the address into a cookie and changes nothing else, so that what reads mail before people do
 * (or a browser that looks ahead) harms nobody, and the secret stays in no history and no log.
 * Another site can have the browser open a link of its own, which replaces the cookie; so the form
 * says for which link its page was shown.
 */
final class MailedLink {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{1,100}");
  private static final Duration AGE = Duration.ofMinutes(30);

  private final Pages pages;
  private final PageCookies cookies;
  private final FormTokens tokens;
  private final Purpose purpose;
  private final Page retry;
  private final UseChallenge useChallenge;

  /**
   * Makes one.
   *
   * @param pages renders
   * @param cookies reads cookies
   * @param tokens binds forms to links
   * @param purpose what the link is good for
   * @param retry where to get a new link
   * @param useChallenge judges links
   */
  MailedLink(
      Pages pages,
      PageCookies cookies,
      FormTokens tokens,
      Purpose purpose,
      Page retry,
      UseChallenge useChallenge) {
    this.pages = pages;
    this.cookies = cookies;
    this.tokens = tokens;
    this.purpose = purpose;
    this.retry = retry;
    this.useChallenge = useChallenge;
  }

  /** Answers GET: takes the secret out of the address, or shows the form if the link is good. */
  Reply open(Visit visit, PageEndpoint form) throws BadInput {
    Optional<String> shown = Fields.ofQuery(visit.request()).text("token");
    if (shown.isPresent()) {
      String kept = SECRET.matcher(shown.get()).matches() ? shown.get() : "-";
      return pages
          .set(pages.go(visit.place()), PageCookies.link(visit.place()), kept, AGE)
          .with("Referrer-Policy", "no-referrer");
    }
    Optional<String> secret = secret(visit);
    if (secret.isEmpty()) {
      return dead(visit, Text.LINK_MISSING);
    }
    return switch (useChallenge.judge(secret.get(), purpose)) {
      case UseChallenge.Outcome.Usable usable -> form.answer(visit);
      case UseChallenge.Outcome.Invalid invalid -> dead(visit, Text.LINK_INVALID);
      case UseChallenge.Outcome.Gone gone -> dead(visit, Text.LINK_GONE);
      case UseChallenge.Outcome.Expired expired -> dead(visit, Text.LINK_EXPIRED);
    };
  }

  /** Takes the secret that a form is for, if it is the one that its page was shown for. */
  Optional<String> sent(Visit visit) throws BadInput {
    String token = visit.typed(Form.LINK);
    return secret(visit).filter(secret -> Digests.same(token, tokens.ofLink(secret)));
  }

  /** What a form carries to be bound to the present link. */
  String token(Visit visit) {
    return secret(visit).map(tokens::ofLink).orElse("");
  }

  private Optional<String> secret(Visit visit) {
    return cookies.read(visit.request(), PageCookies.link(visit.place()));
  }

  /** Leads on, and forgets the secret. */
  Reply done(Visit visit, Reply reply) {
    return pages.clear(reply, PageCookies.link(visit.place()));
  }

  /** Says kindly that a link does not work, and how to go on. */
  Reply dead(Visit visit, Text why) {
    Reply reply =
        pages.show(
            visit,
            Statuses.GONE,
            (out, watch, frame) -> JtelinkDeadGenerated.render(out, watch, frame, why, retry));
    return done(visit, reply);
  }
}
