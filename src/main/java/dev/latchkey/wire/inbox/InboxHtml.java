package dev.latchkey.wire.inbox;

import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.inbox.InboxPages.Shown;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of the inbox. */
final class InboxHtml {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #d9dee4; --soft: #5a6672; --link: #1d4ed8; }
      @media (prefers-color-scheme: dark) {
        :root { --line: #353e48; --soft: #a3aeb9; --link: #8ab4ff; }
      }
      body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem; font: 1rem/1.5 system-ui, sans-serif; }
      h1 { font-size: 1.3rem; margin: 0 0 .3rem; }
      a { color: var(--link); }
      .note, .when { color: var(--soft); }
      ol { list-style: none; margin: 1rem 0; padding: 0; border-top: 1px solid var(--line); }
      li { padding: .8rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
      li p { margin: .1rem 0; }
      .subject { font-weight: 600; }
      iframe { width: 100%; height: 34rem; border: 1px solid var(--line); border-radius: .5rem; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; }
      """;

  private static final String PAGE_POLICY =
      "default-src 'none'; style-src 'sha256-"
          + digest(STYLE)
          + "'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String LETTER_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self';"
          + " sandbox allow-popups allow-popups-to-escape-sandbox"
          + " allow-top-navigation-by-user-activation";

  private InboxHtml() {}

  static Reply list(List<Shown> letters) {
    StringBuilder html = new StringBuilder();
    html.append("<h1>Letters</h1>\n<p class=\"note\">Nothing is sent: no mail server is set.");
    html.append(" Newest first; <a href=\"/dev/inbox.json\">as JSON</a>.</p>\n");
    if (letters.isEmpty()) {
      html.append("<p>There are no letters yet.</p>\n");
    } else {
      html.append("<ol>\n");
      letters.forEach(one -> item(html, one));
      html.append("</ol>\n");
    }
    return page("Letters", html);
  }

  private static void item(StringBuilder html, Shown shown) {
    Outbox.Entry entry = shown.entry();
    html.append("<li><p class=\"subject\"><a href=\"/dev/inbox/").append(entry.id()).append("\">");
    html.append(escape(shown.written().subject())).append("</a></p>\n<p>to ");
    html.append(escape(entry.address())).append(" <span class=\"when\">");
    html.append(moment(entry.createdAt())).append("</span></p>\n");
    link(html, shown);
    html.append("</li>\n");
  }

  private static void link(StringBuilder html, Shown shown) {
    if (shown.isOver()) {
      html.append("<p class=\"when\">its link has expired</p>\n");
    } else {
      shown
          .link()
          .map(InboxHtml::escape)
          .ifPresent(
              url ->
                  html.append(
                      "<p><a rel=\"noreferrer\" href=\"" + url + "\">" + url + "</a></p>\n"));
    }
  }

  static Reply letter(Shown shown) {
    Outbox.Entry entry = shown.entry();
    String subject = shown.written().subject();
    StringBuilder html = new StringBuilder();
    html.append("<p><a href=\"/dev/inbox\">All letters</a></p>\n<h1>");
    html.append(escape(subject)).append("</h1>\n<p>to ").append(escape(entry.address()));
    html.append(" <span class=\"when\">").append(moment(entry.createdAt()));
    html.append(until(entry.expiresAt())).append("</span></p>\n");
    link(html, shown);
    html.append("<iframe title=\"The letter\" src=\"/dev/inbox/").append(entry.id());
    html.append("/html\" sandbox=\"allow-popups allow-popups-to-escape-sandbox");
    html.append(" allow-top-navigation-by-user-activation\"></iframe>\n<h2>As plain text</h2>\n");
    html.append("<pre>").append(escape(shown.written().text())).append("</pre>\n");
    return page(subject, html);
  }

  private static String until(@Nullable Instant expiresAt) {
    return expiresAt == null ? "" : ", its link lives until " + moment(expiresAt);
  }

  static Reply body(Shown shown) {
    // Within its frame a link would open where no page may be framed.
    String base = "<base target=\"_top\">";
    String letter = shown.written().html();
    String html =
        letter.contains("<head>") ? letter.replaceFirst("<head>", "<head>" + base) : base + letter;
    return html(html).with("Content-Security-Policy", LETTER_POLICY);
  }

  private static Reply page(String title, StringBuilder content) {
    String html =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
            + escape(title)
            + "</title>\n<style>"
            + STYLE
            + "</style></head>\n<body>\n"
            + content
            + "</body></html>\n";
    return html(html).with("Content-Security-Policy", PAGE_POLICY).with("X-Frame-Options", "DENY");
  }

  private static Reply html(String html) {
    return Reply.of(200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  private static String moment(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform knows SHA-256", e);
    }
  }
}
