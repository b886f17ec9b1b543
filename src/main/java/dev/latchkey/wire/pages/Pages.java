package dev.latchkey.wire.pages;

import dev.latchkey.core.account.Account;
import dev.latchkey.wire.http.Reply;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders pages, and leads from one to the next. */
final class Pages {
  private static final Duration NOTE_AGE = Duration.ofMinutes(1);

  /** Templates offer every tag to whoever listens; nobody does. */
  private static final HtmlInterceptor UNWATCHED =
      new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(
            String name, Map<String, Object> attributes, TemplateOutput out) {
          // Nothing to add.
        }

        @Override
        public void onHtmlTagClosed(String name, TemplateOutput out) {
          // Nothing to add.
        }
      };

  private final Links links;
  private final Assets assets;
  private final LookSettings look;
  private final PageCookies cookies;
  private final FormTokens tokens;
  private final String inbox;

  Pages(
      Links links,
      Assets assets,
      LookSettings look,
      PageCookies cookies,
      FormTokens tokens,
      String inbox) {
    this.links = links;
    this.assets = assets;
    this.look = look;
    this.cookies = cookies;
    this.tokens = tokens;
    this.inbox = inbox;
  }

  /** Writes one page out. */
  @FunctionalInterface
  interface Drawing {
    void draw(HtmlTemplateOutput out, HtmlInterceptor watch, Frame frame);
  }

  Reply show(Visit visit, int status, Drawing drawing) {
    StringOutput text = new StringOutput();
    drawing.draw(new OwaspHtmlTemplateOutput(text), UNWATCHED, frame(visit));
    byte[] html = text.toString().getBytes(StandardCharsets.UTF_8);
    Reply reply = Reply.of(status, "text/html; charset=utf-8", html);
    if (visit.browser().isNew()) {
      reply = set(reply, PageCookies.BROWSER, visit.browser().value(), null);
    }
    return visit.note() == null ? reply : clear(reply, PageCookies.NOTE);
  }

  /** Leads to another page (RFC 9110, section 15.4.4), with GET whatever this was. */
  Reply go(Page place) {
    return Reply.empty(Statuses.SEE_OTHER).with("Location", links.to(place));
  }

  Reply go(Page place, Note note) {
    return set(go(place), PageCookies.NOTE, note.slug(), NOTE_AGE);
  }

  /** Leads to sign-in, and from there back. */
  Reply signInFirst(Visit visit) {
    String back = visit.place() == Page.HOME ? "" : "?next=" + visit.place().slug();
    String where = links.to(Page.SIGN_IN) + (visit.place().isAfterSignIn() ? back : "");
    Reply reply = Reply.empty(Statuses.SEE_OTHER).with("Location", where);
    return visit.wasSignedIn()
        ? clear(set(reply, PageCookies.NOTE, Note.ENDED.slug(), NOTE_AGE), PageCookies.SESSION)
        : reply;
  }

  Reply refuse(Visit visit, int status) {
    return show(
        visit,
        status,
        (out, watch, frame) ->
            JterefusalGenerated.render(
                out, watch, frame, Statuses.heading(status), Statuses.words(status)));
  }

  Reply set(Reply reply, String cookie, String value, @Nullable Duration age) {
    return reply.with("Set-Cookie", cookies.set(cookie, value, age));
  }

  Reply clear(Reply reply, String cookie) {
    return reply.with("Set-Cookie", cookies.clear(cookie));
  }

  /**
   * Has the browser forget who was signed in. Cookies are named one by one: the directive {@code
   * cookies} would take those of every application of the domain along.
   */
  Reply forget(Reply reply) {
    return clear(clear(reply, PageCookies.SESSION), PageCookies.BROWSER)
        .with("Clear-Site-Data", "\"cache\"");
  }

  /** An empty form for anybody. */
  Form guestForm(Visit visit) {
    return Form.empty(tokens.ofBrowser(visit.browser().value()));
  }

  /** An empty form for whoever is signed in. */
  Form ownForm(Visit visit) {
    return Form.empty(tokens.ofSession(visit.session().id()));
  }

  private Frame frame(Visit visit) {
    boolean isSignedIn = visit.found() != null;
    return new Frame(
        visit.place(),
        visit.language(),
        links,
        assets,
        look,
        tokens.ofBrowser(visit.browser().value()),
        isSignedIn ? tokens.ofSession(visit.session().id()) : "",
        isSignedIn ? shown(visit.account()) : "",
        inbox,
        visit.note());
  }

  /** How somebody is addressed: by the name given, else by the one the account goes under. */
  static String shown(Account account) {
    String name = account.profile().fullName();
    return name == null || name.isBlank() ? account.shownName() : name;
  }

  /** A name to sign in by, for password managers to file the password under. */
  static String signInName(Account account) {
    String email = account.email();
    return email != null ? email : account.shownName();
  }
}
