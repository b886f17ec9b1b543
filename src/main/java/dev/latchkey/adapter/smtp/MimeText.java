package dev.latchkey.adapter.smtp;

import dev.latchkey.feature.mail.Mail;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/** Writes a letter as RFC 5322 and MIME have it: plain text and HTML, for readers to choose. */
final class MimeText {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH);
  private static final int LINE = 76;
  private static final byte[] END = {'\r', '\n'};

  private MimeText() {}

  static byte[] write(Mail mail) {
    String boundary = "part-" + mail.messageId().replaceAll("[^A-Za-z0-9]", "-");
    String edge = boundary.length() > 60 ? boundary.substring(0, 60) : boundary;
    StringBuilder head = new StringBuilder();
    field(head, "Date", DATE.format(mail.writtenAt().atOffset(ZoneOffset.UTC)));
    field(head, "From", phrase(mail.fromName(), 6) + "\r\n <" + mail.from() + ">");
    field(head, "To", "<" + mail.to() + ">");
    field(head, "Message-ID", "<" + mail.messageId() + ">");
    field(head, "Subject", phrase(mail.subject(), 9));
    field(head, "MIME-Version", "1.0");
    field(head, "Content-Language", mail.language().tag());
    // No holiday notices in return (RFC 3834, and its like at Exchange).
    field(head, "Auto-Submitted", "auto-generated");
    field(head, "X-Auto-Response-Suppress", "All");
    field(head, "Content-Type", "multipart/alternative;\r\n boundary=\"" + edge + "\"");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    line(whole, head.toString());
    part(whole, edge, "text/plain", mail.text());
    part(whole, edge, "text/html", mail.html());
    line(whole, "--" + edge + "--");
    return whole.toByteArray();
  }

  private static void field(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** Writes words that may be of any script (RFC 2047), folded. */
  private static String phrase(String words, int used) {
    boolean isAscii = words.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    try {
      String encoded = isAscii ? words : MimeUtility.encodeWord(words, "UTF-8", "B");
      boolean isPlain = isAscii && words.matches("[A-Za-z0-9 !?.'-]*") && !words.contains("=?");
      String shown = isPlain || !isAscii ? encoded : quoted(words, used);
      return MimeUtility.fold(used, shown);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every platform knows UTF-8", e);
    }
  }

  /** A subject takes any characters as they are; the name of a sender needs quotes around some. */
  private static String quoted(String words, int used) {
    return used == 9 ? words : '"' + words.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static void part(ByteArrayOutputStream whole, String edge, String type, String text) {
    line(whole, "--" + edge);
    line(whole, "Content-Type: " + type + "; charset=UTF-8");
    line(whole, "Content-Transfer-Encoding: base64");
    line(whole, "");
    byte[] utf8 = text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    whole.writeBytes(Base64.getMimeEncoder(LINE, END).encode(utf8));
    line(whole, "");
  }

  private static void line(ByteArrayOutputStream whole, String text) {
    whole.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    whole.writeBytes(END);
  }
}
