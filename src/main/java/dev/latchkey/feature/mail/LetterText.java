package dev.latchkey.feature.mail;

import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.kernel.Language;
import dev.latchkey.kernel.Sealer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes out stored letters, with their links opened. */
public final class LetterText {
  private final MailSettings settings;
  private final Templates templates;
  private final Links links;
  private final Sealer sealer;
  private final ZoneId zone;

  /**
   * Makes one.
   *
   * @param settings names, languages and links
   * @param templates the words
   * @param publicUrl the address of the hosted pages, asked for at each letter
   * @param sealer opens the secrets
   */
  public LetterText(
      MailSettings settings, Templates templates, Supplier<URI> publicUrl, Sealer sealer) {
    this.settings = settings;
    this.templates = templates;
    this.links = new Links(settings.links(), publicUrl);
    this.sealer = sealer;
    this.zone = ZoneId.of(settings.timeZone());
  }

  /**
   * Writes a letter out.
   *
   * @param entry the stored letter
   * @return the whole letter
   * @throws IllegalStateException if its link was blanked
   * @throws IllegalArgumentException if its link was sealed under another master key
   */
  public Written write(Outbox.Entry entry) {
    Language language = entry.language() == null ? settings.language() : entry.language();
    Templates.Words words = templates.words(entry.kind(), language);
    Map<String, String> values = values(entry, language);
    String subject = words.subject().fill(values, text -> text);
    String content = words.html().fill(values, LetterText::escape);
    Map<String, String> frame =
        Map.of(
            "product",
            escape(settings.product()),
            "subject",
            escape(subject),
            "language",
            language.tag(),
            "content",
            content);
    return new Written(
        entry.address(),
        subject,
        words.text().fill(values, text -> text).strip() + "\n",
        words.layout().fill(frame, text -> text));
  }

  private Map<String, String> values(Outbox.Entry entry, Language language) {
    Map<String, String> values = new HashMap<>();
    values.put("product", settings.product());
    values.put("address", Inert.address(entry.address()));
    entry.facts().forEach((fact, value) -> values.put(slot(fact), shown(fact, value, language)));
    String secret = secret(entry);
    Purpose purpose = Links.purpose(entry.kind());
    if (secret != null && purpose != null) {
      values.put("link", links.link(purpose, secret));
      if (entry.expiresAt() != null) {
        values.put("expires", moment(entry.expiresAt(), language));
      }
    }
    values.values().removeIf(String::isBlank);
    return values;
  }

  private static String slot(Letter.Fact fact) {
    return fact.name().toLowerCase(Locale.ROOT);
  }

  private String shown(Letter.Fact fact, String value, Language language) {
    return switch (fact) {
      case AT, UNTIL -> moment(value, language);
      case PLACE -> Inert.place(value);
      case AGENT -> Inert.text(value);
      case NEW_EMAIL -> Inert.address(value);
    };
  }

  private String moment(String iso, Language language) {
    try {
      return moment(Instant.parse(iso), language);
    } catch (DateTimeException e) {
      return Inert.text(iso);
    }
  }

  private String moment(Instant at, Language language) {
    DateTimeFormatter form =
        switch (language) {
          case ENGLISH -> DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);
          case CHINESE -> DateTimeFormatter.ofPattern("uuuu年M月d日 HH:mm", Locale.ROOT);
        };
    return form.format(at.atZone(zone)) + " (" + zone.getId() + ")";
  }

  /**
   * Opens what the link of a letter carries.
   *
   * @return null for a letter that never had one
   */
  @Nullable String secret(Outbox.Entry entry) {
    if (entry.sealedSecret() == null) {
      if (entry.expiresAt() != null) {
        throw new IllegalStateException("letter " + entry.id() + " has lost its link");
      }
      return null;
    }
    byte[] plain = sealer.open(Base64.getDecoder().decode(entry.sealedSecret()), entry.place());
    return new String(plain, StandardCharsets.US_ASCII);
  }

  private static String escape(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }

  /**
   * A letter as it is read.
   *
   * @param to the address
   * @param subject the subject line
   * @param text the body as plain text
   * @param html the body as an HTML document
   */
  public record Written(String to, String subject, String text, String html) {}
}
