package dev.latchkey.feature.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.letter.Letter.Fact;
import dev.latchkey.core.letter.Letter.Kind;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Language;
import dev.latchkey.kernel.Sealer;
import dev.latchkey.kernel.StartProblem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters are readable, say the same in both parts, and carry nothing alive but their own link. */
class LetterTextTest {
  private static final String TOKEN = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGA";
  private static final Map<Fact, String> FACTS =
      Map.of(
          Fact.AT, "2026-03-01T12:05:00Z",
          Fact.PLACE, "2001:db8::7",
          Fact.AGENT, "Firefox on Linux",
          Fact.NEW_EMAIL, "new@example.org",
          Fact.UNTIL, "2026-03-01T12:20:00Z");

  @TempDir private Path directory;

  private static LetterText text(MailSettings settings) {
    return new LetterText(
        settings, Templates.open(settings.templates()), settings::publicUrl, new Plain());
  }

  private static Outbox.Entry entry(
      Kind kind, @Nullable Language language, Map<Fact, String> facts) {
    boolean hasLink = Links.purpose(kind) != null;
    Letter letter = new Letter(kind, new AccountId(100), "ann@example.org", language, null, facts);
    return Outbox.Entry.waiting(
        letter,
        hasLink
            ? Base64.getEncoder().encodeToString(TOKEN.getBytes(StandardCharsets.US_ASCII))
            : null,
        "letter/1",
        Instant.parse("2026-03-01T12:00:00Z"),
        hasLink ? Instant.parse("2026-03-01T13:00:00Z") : null);
  }

  /** What a person reads in the frame of the HTML, line by line. */
  private static String read(String html) {
    return html.substring(html.indexOf("<h1>"))
        .replaceAll("(?s)<h1>.*?</h1>", "")
        .replaceAll("<p class=\"button\">.*?</p>", "")
        .replaceAll("<br>|<p[^>]*>|</p>", "\n")
        .replaceAll("<[^>]+>", "")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static String lines(String text) {
    return String.join(
        "\n", text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void both_parts_say_the_same_in_every_language(Kind kind) {
    for (Language language : Language.values()) {
      for (Map<Fact, String> facts : java.util.List.of(FACTS, Map.<Fact, String>of())) {
        LetterText.Written letter = text(MailSettings.DEFAULT).write(entry(kind, language, facts));

        assertThat(lines(read(letter.html()))).isEqualTo(lines(letter.text()));
        assertThat(letter.subject()).isNotBlank().doesNotContain("{", "}", "\n");
        assertThat(letter.text() + letter.html().replaceAll("(?s)<style>.*</style>", ""))
            .doesNotContain("{", "}", "null");
        assertThat(letter.html()).contains("lang=\"" + language.tag() + "\"");
        assertThat(letter.html()).contains("prefers-color-scheme: dark");
        // Nothing is fetched when it is opened.
        assertThat(letter.html())
            .doesNotContainIgnoringCase("src=", "url(", "@import", "<link", "<script", "<img");
      }
    }
  }

  @Test
  void languages_are_told_apart_and_the_usual_one_is_a_setting() {
    MailSettings chinese = MailSettings.DEFAULT.worded("门", Language.CHINESE, null);
    assertThat(text(chinese).write(entry(Kind.RESET_PASSWORD, null, Map.of())).subject())
        .isEqualTo("请设置新密码");
    assertThat(
            text(chinese).write(entry(Kind.RESET_PASSWORD, Language.ENGLISH, Map.of())).subject())
        .isEqualTo("Set a new password");
  }

  @Test
  void times_are_readable_and_say_their_zone() {
    Outbox.Entry english = entry(Kind.NEW_DEVICE, Language.ENGLISH, FACTS);
    assertThat(text(MailSettings.DEFAULT).write(english).text())
        .contains("When: 1 March 2026, 12:05 (UTC)", "From: 2001:db8::7", "With: Firefox on Linux");
    Outbox.Entry chinese = entry(Kind.RESET_PASSWORD, Language.CHINESE, FACTS);
    assertThat(text(MailSettings.DEFAULT).write(chinese).text()).contains("2026年3月1日 13:00 (UTC)");
  }

  @Test
  void links_lead_to_the_hosted_pages_of_the_public_address() {
    Map<Kind, String> pages =
        Map.of(
            Kind.CONFIRM_EMAIL, "confirm-email",
            Kind.RESET_PASSWORD, "reset-password",
            Kind.CONFIRM_NEW_EMAIL, "confirm-new-email",
            Kind.EMAIL_CHANGED, "undo-email");
    for (String base : new String[] {"https://id.example/a", "https://id.example/a/"}) {
      MailSettings settings = MailSettings.DEFAULT.linking(URI.create(base), LinkSettings.DEFAULT);
      pages.forEach(
          (kind, page) -> {
            String link = "https://id.example/a/account/" + page + "?token=" + TOKEN;
            LetterText.Written letter = text(settings).write(entry(kind, null, Map.of()));
            assertThat(letter.text()).contains("\n" + link + "\n");
            assertThat(letter.html()).contains("<a href=\"" + link + "\">");
          });
    }
  }

  @Test
  void links_can_lead_to_a_web_client_of_the_team() {
    LinkSettings links =
        new LinkSettings(
            "https://app.example/#/confirm-email/{token}",
            "https://app.example/#/reset-password/{token}",
            null,
            "https://app.example/undo?t={token}&x=1");
    LetterText text = text(MailSettings.DEFAULT.linking(URI.create("https://id.example/"), links));
    assertThat(text.write(entry(Kind.CONFIRM_EMAIL, null, Map.of())).text())
        .contains("\nhttps://app.example/#/confirm-email/" + TOKEN + "\n");
    assertThat(text.write(entry(Kind.EMAIL_CHANGED, null, Map.of())).html())
        .contains("href=\"https://app.example/undo?t=" + TOKEN + "&amp;x=1\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example/",
        "https://app.example/{token}/{token}",
        "https://{token}.example/",
        "https://app.example:{token}/",
        "https://app.example{token}/",
        "https://me@app.example/{token}",
        "javascript:alert({token})",
        "ftp://app.example/{token}",
        "/confirm/{token}",
        "https://app.example/ {token}",
        "https://app.example/\r\nX: {token}",
      })
  void a_pattern_that_is_no_link_is_refused(String pattern) {
    assertThatThrownBy(() -> new LinkSettings(null, pattern, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("resetPassword")
        .hasMessageContaining("{token}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>x</b><script>alert(1)</script>",
        "<a href=\"https://evil.example/\">click</a>",
        "Visit https://evil.example/prize now",
        "www.evil.example",
        "evil.example/x",
        "mailto:a@evil.example",
        "javascript:alert(1)",
        "tel:+4912345",
        "{link} {?link}x{/link} ${7*7} {{7*7}} #{7*7} %s",
        "\r\nSubject: other\r\n\r\nhttps://evil.example/",
        "\u202eelpmaxe.live//:sptth\u2066",
        "expression(alert(1)); background: url(https://evil.example/)",
        "HTTPS:\\\\evil.example",
      })
  void what_a_caller_says_of_itself_is_inert_in_both_parts(String evil) {
    Map<Fact, String> facts =
        Map.of(Fact.AGENT, evil, Fact.PLACE, evil, Fact.NEW_EMAIL, evil, Fact.AT, evil);
    for (Kind kind : new Kind[] {Kind.NEW_DEVICE, Kind.EMAIL_CHANGED, Kind.ACCOUNT_LOCKED}) {
      LetterText.Written letter =
          text(MailSettings.DEFAULT).write(entry(kind, Language.ENGLISH, facts));

      for (String part : new String[] {letter.text(), letter.html()}) {
        String without = part.replace("http://127.0.0.1:8080/account", "");
        assertThat(without)
            .doesNotContain("://", "evil.example", "\u202e", "\u2066")
            .doesNotContain("javascript:", "mailto:", "tel:+", "a@evil", "www.evil");
      }
      assertThat(letter.html()).doesNotContain("<script", "<b>x", "<a href=\"https");
      assertThat(lines(read(letter.html()))).isEqualTo(lines(letter.text()));
      assertThat(letter.subject()).doesNotContain("evil", "other");
    }
  }

  @Test
  void a_huge_fact_is_cut_and_a_browser_is_shown_as_it_is() {
    String browser = "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0";
    Map<Fact, String> facts = Map.of(Fact.AGENT, browser, Fact.PLACE, "x".repeat(100_000));
    String letter = text(MailSettings.DEFAULT).write(entry(Kind.NEW_DEVICE, null, facts)).text();
    assertThat(letter).contains("With: " + browser).hasSizeLessThan(1200);
  }

  @Test
  void a_look_alike_domain_shows_as_what_it_is() {
    Map<Fact, String> facts = Map.of(Fact.NEW_EMAIL, "ann@ex\u0430mple.org");
    assertThat(text(MailSettings.DEFAULT).write(entry(Kind.EMAIL_CHANGED, null, facts)).text())
        .contains("to ann@xn--exmple-4nf.org");
  }

  @Test
  void the_notice_of_a_changed_address_can_do_without_a_link() {
    Letter letter =
        new Letter(Kind.EMAIL_CHANGED, new AccountId(100), "a@x.org", null, null, FACTS);
    String text =
        text(MailSettings.DEFAULT)
            .write(Outbox.Entry.waiting(letter, null, "letter/1", Instant.EPOCH, null))
            .text();
    assertThat(text).contains("new@example.org").doesNotContain("http", "follow this link");
  }

  @Test
  void the_name_of_the_product_is_text() {
    MailSettings settings = MailSettings.DEFAULT.worded("A&B <x> {link}", Language.ENGLISH, null);
    LetterText.Written letter = text(settings).write(entry(Kind.RESET_PASSWORD, null, Map.of()));
    assertThat(letter.html()).contains("A&amp;B &lt;x&gt; {link}").doesNotContain("<x>");
    assertThat(letter.text()).contains("A&B <x> {link}");
  }

  @Test
  void a_directory_replaces_single_files() throws Exception {
    write("en/reset_password.txt", "Subject: New word for {product}\n\nGo: {link}\n");
    write("layout.html", "<html>{content}</html>");
    LetterText text = text(MailSettings.DEFAULT.worded("Shop", Language.ENGLISH, directory));
    LetterText.Written letter = text.write(entry(Kind.RESET_PASSWORD, null, Map.of()));
    assertThat(letter.subject()).isEqualTo("New word for Shop");
    assertThat(letter.text()).startsWith("Go: http://").endsWith(TOKEN + "\n");
    assertThat(letter.html()).startsWith("<html><p>Somebody").endsWith("</html>");
    assertThat(text.write(entry(Kind.RESET_PASSWORD, Language.CHINESE, Map.of())).subject())
        .isEqualTo("请设置新密码");
  }

  @Test
  void every_mistake_in_a_directory_is_told_in_one_line() throws Exception {
    write("en/reset_password.txt", "Subject: New word\n\nGo nowhere, {lnk}\n");
    write("en/new_device.html", "<p>{link}</p>{?at}never closed");
    write("zh-CN/confirm_email.txt", "no subject\n{link}");
    write("layout.html", "<html></html>");
    assertThatThrownBy(() -> Templates.open(directory))
        .isInstanceOf(StartProblem.class)
        .satisfies(
            problem ->
                assertThat(Objects.requireNonNull(problem.getMessage()).lines())
                    .hasSize(6)
                    .allMatch(line -> line.startsWith("mail.templates: " + directory))
                    .anyMatch(line -> line.contains("there is no placeholder {lnk}"))
                    .anyMatch(line -> line.contains("reset_password.txt: the placeholder {link}"))
                    .anyMatch(line -> line.contains("there is no placeholder {link}; known: "))
                    .anyMatch(line -> line.contains("{?at} is never closed"))
                    .anyMatch(line -> line.contains("the first line must be"))
                    .anyMatch(line -> line.contains("layout.html: the placeholder {content}")));
  }

  @Test
  void a_file_of_another_name_is_told() throws Exception {
    write("en/reset-password.txt", "Subject: x\n{link}");
    write(".git/config", "passed over");
    assertThatThrownBy(() -> Templates.open(directory))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("en/reset-password.txt replaces no letter");
    assertThatThrownBy(() -> Templates.open(directory.resolve("missing")))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("cannot be read as a directory");
  }

  @Test
  void a_file_that_is_no_text_or_huge_is_told() throws Exception {
    Files.createDirectories(directory.resolve("en"));
    Files.write(directory.resolve("en/new_device.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Files.write(directory.resolve("en/new_device.html"), new byte[300 * 1024]);
    assertThatThrownBy(() -> Templates.open(directory))
        .hasMessageContaining("en/new_device.txt cannot be read as UTF-8 text")
        .hasMessageContaining("new_device.html is larger than 256 KiB");
  }

  @Test
  void the_built_in_templates_are_whole() {
    assertThat(Templates.names()).hasSize(1 + 2 * 2 * Kind.values().length);
    assertThat(Arrays.stream(Kind.values()))
        .allSatisfy(
            kind ->
                assertThat(Templates.open(null).words(kind, Language.CHINESE).problems())
                    .isEmpty());
  }

  private void write(String name, String text) throws Exception {
    Path file = directory.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  /** Seals nothing. */
  private static final class Plain implements Sealer {
    @Override
    public byte[] seal(byte[] plain, String place) {
      return plain;
    }

    @Override
    public byte[] open(byte[] sealed, String place) {
      return sealed;
    }
  }
}
