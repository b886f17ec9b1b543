package dev.latchkey.wire.pages;

import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands before every endpoint of the pages. Nothing that changes anything is reached without a
 * form that a page of ours handed to this very browser, or to this very session.
 */
final class Gate {
  private static final System.Logger LOG = System.getLogger(Gate.class.getName());
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Visits visits;
  private final Pages pages;
  private final Origins origins;
  private final FormTokens tokens;
  private final AtomicBoolean told = new AtomicBoolean();

  Gate(Visits visits, Pages pages, Origins origins, FormTokens tokens) {
    this.visits = visits;
    this.pages = pages;
    this.origins = origins;
    this.tokens = tokens;
  }

  /** Lets anybody look. */
  Endpoint anybody(Page place, PageEndpoint endpoint) {
    return request -> endpoint.answer(visits.read(request, place));
  }

  /** Lets anybody send a form of ours. */
  Endpoint anybodysForm(Page place, PageEndpoint endpoint) {
    return request -> {
      Visit visit = visits.read(request, place);
      return form(visit, tokens.ofBrowser(visit.browser().value()), endpoint);
    };
  }

  /** Lets those look who are signed in; leads others to sign-in. */
  Endpoint members(Page place, PageEndpoint endpoint) {
    return request -> {
      Visit visit = visits.read(request, place);
      return visit.found() == null ? pages.signInFirst(visit) : endpoint.answer(visit);
    };
  }

  /** Lets those send a form of ours who are signed in; leads others to sign-in. */
  Endpoint membersForm(Page place, PageEndpoint endpoint) {
    return request -> {
      Visit visit = visits.read(request, place);
      if (visit.found() == null) {
        return isOwn(request) ? pages.signInFirst(visit) : pages.refuse(visit, Statuses.FORBIDDEN);
      }
      return form(visit, tokens.ofSession(visit.session().id()), endpoint);
    };
  }

  private Reply form(Visit visit, String token, PageEndpoint endpoint) throws BadInput {
    if (!isOwn(visit.request())) {
      return pages.refuse(visit, Statuses.FORBIDDEN);
    }
    Fields fields = fields(visit.request());
    if (!Digests.same(fields.text(Form.TOKEN).orElse(""), token)) {
      return pages.refuse(visit, Statuses.FORBIDDEN);
    }
    return endpoint.answer(visit.with(fields));
  }

  private static Fields fields(Request request) throws BadInput {
    if (request.body().length > 0 && request.mediaType().filter(FORM::equals).isEmpty()) {
      throw new BadInput(Reason.UNSUPPORTED_MEDIA, "the body is no form");
    }
    return Fields.of(request);
  }

  private boolean isOwn(Request request) {
    boolean isOwn = origins.isOwn(request);
    if (!isOwn && told.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.INFO,
          "a form was refused because it did not come from {0}; if that is not where people reach"
              + " the pages, set mail.public_url",
          origins.own());
    }
    return isOwn;
  }
}
