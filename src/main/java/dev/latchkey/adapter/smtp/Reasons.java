package dev.latchkey.adapter.smtp;

import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** Says in words what went wrong. */
final class Reasons {
  private static final int DEPTH = 8;

  private Reasons() {}

  /**
   * Says it.
   *
   * @param thrown what was thrown
   * @param answer what the server said last; null or empty for nothing
   */
  static String of(Exception thrown, @Nullable String answer) {
    Throwable at = thrown;
    for (int i = 0; at != null && i < DEPTH; i++) {
      switch (at) {
        case UnknownHostException e -> {
          return "there is no host of that name";
        }
        case ConnectException e -> {
          return "nothing listens there: " + e.getMessage();
        }
        case SocketTimeoutException e -> {
          return "the server did not answer in time";
        }
        case SocketException e when String.valueOf(e.getMessage()).contains("losed") -> {
          return "the letter took longer than a letter may";
        }
        case SSLException e -> {
          return "no secure connection: " + e.getMessage();
        }
        case SMTPAddressFailedException e -> {
          return String.valueOf(e.getMessage());
        }
        case SMTPSendFailedException e when e.getReturnCode() >= 400 -> {
          return String.valueOf(e.getMessage());
        }
        default -> at = next(at);
      }
    }
    if (answer != null && answer.matches("(?s)[45][0-9][0-9].*")) {
      return answer;
    }
    return "[EOF]".equals(answer) ? "the server closed the connection" : innermost(thrown);
  }

  /** Finds the code that decides: that of the recipient, else the last one. */
  static int code(MessagingException thrown, int last) {
    Throwable at = thrown;
    for (int i = 0; at != null && i < DEPTH; i++) {
      if (at instanceof SMTPAddressFailedException failed) {
        return failed.getReturnCode();
      }
      if (at instanceof SMTPSendFailedException failed && failed.getReturnCode() > 0) {
        return failed.getReturnCode();
      }
      at = next(at);
    }
    return last;
  }

  private static @Nullable Throwable next(Throwable at) {
    return at instanceof MessagingException mail && mail.getNextException() != null
        ? mail.getNextException()
        : at.getCause();
  }

  private static String innermost(Throwable thrown) {
    Throwable at = thrown;
    for (int i = 0; i < DEPTH; i++) {
      Throwable inner = next(at);
      if (inner == null) {
        break;
      }
      at = inner;
    }
    String words = at.getMessage();
    return words == null ? at.getClass().getSimpleName() : words;
  }
}
