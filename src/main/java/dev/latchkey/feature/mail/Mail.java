package dev.latchkey.feature.mail;

import dev.latchkey.kernel.Language;
import java.time.Instant;

/**
 * A letter as it goes to a mail server.
 *
 * @param messageId its name in the world, without angle brackets: the same at every attempt, so
 *     that mail readers show a letter that came twice once
 * @param from the address it comes from, in ASCII
 * @param fromName the name beside it
 * @param to the address it goes to, ready for SMTP
 * @param needsUtf8 whether the server must know SMTPUTF8 (RFC 6531) to take that address
 * @param subject the subject line
 * @param text the body as plain text
 * @param html the body as HTML
 * @param language the language it is written in
 * @param writtenAt when it was kept for sending
 */
public record Mail(
    String messageId,
    String from,
    String fromName,
    String to,
    boolean needsUtf8,
    String subject,
    String text,
    String html,
    Language language,
    Instant writtenAt) {
  /**
   * Checks everything that becomes a line of the header or of the conversation.
   *
   * @throws IllegalArgumentException if a control character stands in one
   */
  public Mail {
    for (String line : new String[] {messageId, from, fromName, to, subject}) {
      if (line.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
        throw new IllegalArgumentException("a header line holds a control character");
      }
    }
  }

  @Override
  public String toString() {
    return "Mail[" + messageId + "]";
  }
}
