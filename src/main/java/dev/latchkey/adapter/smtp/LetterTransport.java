package dev.latchkey.adapter.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** A conversation that knows how far it came, which tells a lost letter from a doubtful one. */
final class LetterTransport extends SMTPTransport {
  private final @Nullable String username;
  private final @Nullable String password;
  private Step step = Step.SENDER;

  LetterTransport(Session session, @Nullable String username, @Nullable String password) {
    super(session, new URLName("smtp", null, -1, null, null, null));
    this.username = username;
    this.password = password;
  }

  @Override
  protected synchronized boolean protocolConnect(
      String host, int port, @Nullable String user, @Nullable String word)
      throws MessagingException {
    return super.protocolConnect(host, port, username, password);
  }

  /** Gives the step that was begun last. */
  synchronized Step step() {
    return step;
  }

  @Override
  protected void rcptTo() throws MessagingException {
    step = Step.RECIPIENT;
    super.rcptTo();
    step = Step.DATA;
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    step = Step.END;
    super.finishData();
  }

  /** The steps of RFC 5321, section 3.3. */
  enum Step {
    /** MAIL FROM. */
    SENDER,
    /** RCPT TO. */
    RECIPIENT,
    /** DATA, and the letter. */
    DATA,
    /** The dot after the letter: from here on the server may have taken it. */
    END
  }
}
