package dev.latchkey.wire.inbox;

import dev.latchkey.feature.mail.LetterText;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.kernel.Time;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Contract;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.PlainRefusals;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import dev.latchkey.wire.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /dev/inbox} lists letters, newest first; {@code /dev/inbox/ID} shows one; {@code
 * /dev/inbox.json} lists them for scripts. Whoever does not come straight from this machine is told
 * that there is no such path, and whoever does not bring the key, where to find it.
 */
public final class InboxPages implements Contract {
  /** Where the inbox is. */
  static final String PATH = "/dev/inbox";

  private static final int LIMIT = 100;
  private static final Reply NOT_FOUND = Reply.json(404, "{\"error\":\"not found\"}");
  private static final Reply NO_KEY =
      Reply.of(
          403,
          "text/plain; charset=utf-8",
          "Open the address of the inbox that the server printed when it started: it ends in a key.\n"
              .getBytes(StandardCharsets.UTF_8));

  private final Outbox outbox;
  private final LetterText letterText;
  private final Time time;
  private final InboxKey key;

  /**
   * Makes one.
   *
   * @param outbox stored letters
   * @param letterText writes them out
   * @param time the clock
   * @param key what readers must bring
   */
  public InboxPages(Outbox outbox, LetterText letterText, Time time, InboxKey key) {
    this.outbox = outbox;
    this.letterText = letterText;
    this.time = time;
    this.key = key;
  }

  @Override
  public String name() {
    return "inbox";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(PATH, guarded(this::list)),
        Route.get(PATH + ".json", guarded(request -> json())),
        Route.get(PATH + "/{id}", guarded(request -> one(request, InboxHtml::letter))),
        Route.get(PATH + "/{id}/html", guarded(request -> one(request, InboxHtml::body))));
  }

  private Endpoint guarded(Endpoint endpoint) {
    return request -> {
      if (!Locals.isLocal(request)) {
        return NOT_FOUND;
      }
      return key.isKept(request) || key.isShown(request) ? endpoint.answer(request) : NO_KEY;
    };
  }

  private Reply list(Request request) throws BadInput {
    if (key.isShown(request)) {
      // The key stays in no history, and in no address that a letter's link would tell of.
      return Reply.empty(303).with("Location", PATH).with("Set-Cookie", key.kept());
    }
    return InboxHtml.list(outbox.newest(LIMIT).stream().map(this::read).toList());
  }

  private Reply json() {
    List<Map<String, @Nullable Object>> rows =
        outbox.newest(LIMIT).stream().map(this::read).map(InboxPages::row).toList();
    return Reply.json(200, Json.write(rows));
  }

  private Reply one(Request request, java.util.function.Function<Shown, Reply> page) {
    String id = request.pathParameter("id");
    if (!id.matches("[0-9]{1,18}")) {
      return NOT_FOUND;
    }
    return outbox.find(Long.parseLong(id)).map(this::read).map(page).orElse(NOT_FOUND);
  }

  private Shown read(Outbox.Entry entry) {
    try {
      boolean isOver = entry.expiresAt() != null && !time.now().isBefore(entry.expiresAt());
      return new Shown(entry, letterText.write(entry), isOver);
    } catch (IllegalStateException | IllegalArgumentException e) {
      // Its link was blanked, or sealed under another master key; the other letters can be read.
      String words = "(its link is gone)";
      LetterText.Written gone =
          new LetterText.Written(entry.address(), words, words + "\n", "<p>" + words + "</p>");
      return new Shown(entry, gone, true);
    }
  }

  private static Map<String, @Nullable Object> row(Shown shown) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    Outbox.Entry entry = shown.entry();
    row.put("id", entry.id());
    row.put("kind", entry.kind().name().toLowerCase(Locale.ROOT));
    row.put("account", entry.account().value());
    row.put("to", entry.address());
    row.put("subject", shown.written().subject());
    row.put("text", shown.written().text());
    row.put("link", shown.link().orElse(null));
    row.put("created_at", entry.createdAt().toString());
    row.put("expires_at", entry.expiresAt() == null ? null : entry.expiresAt().toString());
    return row;
  }

  @Override
  public Reply refuse(Request request, Refusal refusal) {
    return Locals.isLocal(request) ? PlainRefusals.say(refusal) : NOT_FOUND;
  }

  @Override
  public Reply finish(Request request, Reply reply) {
    return reply
        .withOnly("Cache-Control", "no-store")
        .withOnly("Referrer-Policy", "no-referrer")
        .withOnly("X-Content-Type-Options", "nosniff");
  }

  /**
   * A letter and its words.
   *
   * @param entry the stored letter
   * @param written what it says
   * @param isOver whether its link is dead of age
   */
  record Shown(Outbox.Entry entry, LetterText.Written written, boolean isOver) {
    private static final java.util.regex.Pattern LINK =
        java.util.regex.Pattern.compile("(?m)^https?://\\S+$");

    /** Finds its link: the one line that is an address and nothing else. */
    Optional<String> link() {
      java.util.regex.Matcher found = LINK.matcher(written.text());
      return found.find() ? Optional.of(found.group()) : Optional.empty();
    }
  }
}
