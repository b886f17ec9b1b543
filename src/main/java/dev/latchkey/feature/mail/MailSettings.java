package dev.latchkey.feature.mail;

import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Language;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Settings of letters.
 *
 * @param publicUrl the address at which people reach this server; links in letters lead there and
 *     are never taken from a request
 * @param links where links lead instead
 * @param product what letters call the service
 * @param from the address letters come from; null where they are not sent
 * @param fromName the name beside it; null for {@code product}
 * @param language in which language to write to accounts of which none is known
 * @param timeZone in which times are told, a name of the IANA database
 * @param templates a directory with letters that replace the built-in ones; null for none
 * @param smtp the mail server
 * @param firstPause how long a letter waits after its first failure; each pause is twice the one
 *     before
 * @param longestPause the longest pause
 * @param giveUpAfter for how long a letter is tried
 * @param keep for how long letters are listed after they were sent, dropped or given up
 */
public record MailSettings(
    URI publicUrl,
    LinkSettings links,
    String product,
    @Nullable String from,
    @Nullable String fromName,
    Language language,
    String timeZone,
    @Nullable Path templates,
    SmtpSettings smtp,
    Duration firstPause,
    Duration longestPause,
    Duration giveUpAfter,
    Duration keep) {
  /** What holds unless it is set: a demo on the same machine, whose letters are not sent. */
  public static final MailSettings DEFAULT =
      new MailSettings(
          URI.create("http://127.0.0.1:8080/"),
          LinkSettings.DEFAULT,
          "Latchkey",
          null,
          null,
          Language.ENGLISH,
          "UTC",
          null,
          SmtpSettings.DEFAULT,
          Duration.ofSeconds(30),
          Duration.ofHours(1),
          Duration.ofDays(3),
          Duration.ofDays(7));

  private static final int LONGEST_NAME = 100;

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if the public address is no http or https address or has a
   *     query or a fragment, if a name cannot stand in a header, if the sender is missing or no
   *     address, or if a figure is out of bounds
   */
  public MailSettings {
    checkPublicUrl(publicUrl);
    checkName("product", product);
    checkName("fromName", fromName);
    if (from != null && !isAscii(from)) {
      throw new IllegalArgumentException(
          "from must be one e-mail address in ASCII, such as no-reply@example.com");
    }
    if (from == null && smtp.host() != null) {
      throw new IllegalArgumentException(
          "from is missing: the address that letters come from, such as no-reply@example.com");
    }
    try {
      ZoneId.of(timeZone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "timeZone must be the name of a time zone, such as UTC or Asia/Shanghai", e);
    }
    if (!firstPause.isPositive() || longestPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException(
          "firstPause must be longer than zero, and longestPause at least as long");
    }
    if (!giveUpAfter.isPositive() || !keep.isPositive()) {
      throw new IllegalArgumentException("giveUpAfter and keep must be longer than zero");
    }
  }

  private static void checkPublicUrl(URI publicUrl) {
    String scheme = publicUrl.getScheme();
    boolean isWeb = "http".equals(scheme) || "https".equals(scheme);
    if (!isWeb
        || publicUrl.getHost() == null
        || publicUrl.getRawUserInfo() != null
        || publicUrl.getQuery() != null
        || publicUrl.getFragment() != null) {
      throw new IllegalArgumentException(
          "public_url must be an http or https address without query or fragment, not "
              + publicUrl);
    }
  }

  private static void checkName(String setting, @Nullable String name) {
    if (name != null
        && (name.isBlank()
            || name.length() > LONGEST_NAME
            || name.codePoints().anyMatch(Inert::isInvisible))) {
      throw new IllegalArgumentException(
          setting + " must be 1 to " + LONGEST_NAME + " visible characters");
    }
  }

  private static boolean isAscii(String address) {
    return address.chars().allMatch(c -> c > ' ' && c < 0x7f)
        && Identifier.email(address).isPresent()
        && Mailbox.of(address).filter(box -> box.wire().equals(address)).isPresent();
  }

  /**
   * Says whether letters are sent by a mail server.
   *
   * @return false where they only wait to be read on this machine
   */
  public boolean isSent() {
    return smtp.host() != null;
  }

  /**
   * Says whether the public address is one of this machine only.
   *
   * @return whether its host is a name of loopback
   */
  public boolean isPublicUrlLocal() {
    String host = publicUrl.getHost();
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  /**
   * Changes the mail server and the sender.
   *
   * @param server the mail server
   * @param sender the address that letters come from
   * @return the changed settings
   */
  public MailSettings sending(SmtpSettings server, String sender) {
    return new MailSettings(
        publicUrl,
        links,
        product,
        sender,
        fromName,
        language,
        timeZone,
        templates,
        server,
        firstPause,
        longestPause,
        giveUpAfter,
        keep);
  }

  /**
   * Changes where links lead.
   *
   * @param address the public address
   * @param patterns where links lead instead
   * @return the changed settings
   */
  public MailSettings linking(URI address, LinkSettings patterns) {
    return new MailSettings(
        address,
        patterns,
        product,
        from,
        fromName,
        language,
        timeZone,
        templates,
        smtp,
        firstPause,
        longestPause,
        giveUpAfter,
        keep);
  }

  /**
   * Changes the words.
   *
   * @param service what letters call the service
   * @param usual the language to write in where none is known
   * @param directory letters that replace the built-in ones; null for none
   * @return the changed settings
   */
  public MailSettings worded(String service, Language usual, @Nullable Path directory) {
    return new MailSettings(
        publicUrl,
        links,
        service,
        from,
        fromName,
        usual,
        timeZone,
        directory,
        smtp,
        firstPause,
        longestPause,
        giveUpAfter,
        keep);
  }
}
