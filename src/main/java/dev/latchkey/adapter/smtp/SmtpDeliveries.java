package dev.latchkey.adapter.smtp;

import dev.latchkey.feature.mail.Deliveries;
import dev.latchkey.feature.mail.Mail;
import dev.latchkey.feature.mail.SmtpSettings;
import dev.latchkey.feature.mail.SmtpSettings.Security;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Hands letters to a mail server over SMTP, one connection for each. Every step has a time limit,
 * the letter as a whole has one, and what a server may say is bounded.
 */
public final class SmtpDeliveries implements Deliveries {
  /** Authentication is asked for, or too weak (RFC 4954): the sender's fault, not the letter's. */
  private static final Set<Integer> SENDER_CODES = Set.of(530, 534, 535, 538);

  private final SmtpSettings settings;
  private final String host;
  private final String helloName;
  private @Nullable SSLContext tls;

  private @Nullable Socket current;
  private boolean isClosed;

  /**
   * Makes one; connects to nothing yet.
   *
   * @param settings which server
   * @param helloName how to introduce this machine, where the settings say nothing
   * @throws dev.latchkey.kernel.StartProblem if the certificates to trust cannot be read
   * @throws IllegalArgumentException if the settings name no server
   */
  public SmtpDeliveries(SmtpSettings settings, String helloName) {
    if (settings.host() == null) {
      throw new IllegalArgumentException("no mail server is set");
    }
    this.settings = settings;
    this.host = settings.host();
    this.helloName = settings.helloName() == null ? helloName : settings.helloName();
    // The platform's certificates take a while to read, so not before they are needed.
    this.tls = settings.caFile() == null ? null : Trust.context(settings.caFile());
  }

  @Override
  public Outcome deliver(Mail mail, Runnable accepted) {
    BoundedSocket socket = new BoundedSocket();
    if (!begin(socket)) {
      return new Outcome.Unreachable("this server is stopping");
    }
    // Closing the socket is what ends a read or a write that goes on for too long.
    Thread limit = Thread.ofVirtual().name("letter-limit").start(() -> closeLater(socket));
    try {
      return converse(mail, accepted, socket);
    } finally {
      limit.interrupt();
      end(socket);
    }
  }

  private Outcome converse(Mail mail, Runnable accepted, BoundedSocket socket) {
    Session session = Session.getInstance(properties(mail));
    LetterTransport transport =
        new LetterTransport(session, settings.username(), settings.password());
    try {
      transport.connect(connected(socket));
      if (settings.username() != null && !transport.supportsExtension("AUTH")) {
        return new Outcome.Unreachable("the server offers no authentication");
      }
      if (mail.needsUtf8() && !transport.supportsExtension("SMTPUTF8")) {
        return new Outcome.Refused("the server takes no addresses beyond ASCII (SMTPUTF8)");
      }
    } catch (AuthenticationFailedException e) {
      // What the server says could quote what it was sent.
      return new Outcome.Unreachable("the server refused the user name or the password");
    } catch (MessagingException | IOException e) {
      return new Outcome.Unreachable(Reasons.of(e, transport.getLastServerResponse()));
    }
    return hand(mail, accepted, session, transport);
  }

  private Outcome hand(Mail mail, Runnable accepted, Session session, LetterTransport transport) {
    try {
      InternetAddress to = new InternetAddress();
      to.setAddress(mail.to());
      MimeMessage message =
          new MimeMessage(session, new ByteArrayInputStream(MimeText.write(mail)));
      transport.sendMessage(message, new InternetAddress[] {to});
    } catch (MessagingException e) {
      return failed(transport, e);
    }
    accepted.run();
    try {
      transport.close();
    } catch (MessagingException e) {
      // It has the letter; how it takes leave is its own affair.
      return new Outcome.Accepted();
    }
    return new Outcome.Accepted();
  }

  private static Outcome failed(LetterTransport transport, MessagingException e) {
    String problem = Reasons.of(e, transport.getLastServerResponse());
    int code = Reasons.code(e, transport.getLastReturnCode());
    if (SENDER_CODES.contains(code)) {
      return new Outcome.Unreachable(problem);
    }
    boolean isForGood = code >= 500 && code < 600 && code != 503;
    return switch (transport.step()) {
      case SENDER -> new Outcome.Unreachable(problem);
      case RECIPIENT -> isForGood ? new Outcome.Refused(problem) : new Outcome.Postponed(problem);
      case DATA -> isForGood ? new Outcome.Refused(problem) : new Outcome.Postponed(problem);
      case END ->
          isForGood
              ? new Outcome.Refused(problem)
              : code >= 400 && code < 500
                  ? new Outcome.Postponed(problem)
                  : new Outcome.Unclear(problem);
    };
  }

  private Properties properties(Mail mail) {
    Properties properties = new Properties();
    boolean upgrades =
        settings.security() == Security.STARTTLS
            || settings.security() == Security.STARTTLS_IF_OFFERED;
    properties.put("mail.smtp.host", host);
    properties.put("mail.smtp.starttls.enable", Boolean.toString(upgrades));
    properties.put(
        "mail.smtp.starttls.required", Boolean.toString(settings.security() == Security.STARTTLS));
    if (upgrades) {
      properties.put("mail.smtp.ssl.socketFactory", secured());
      properties.put("mail.smtp.ssl.checkserveridentity", "true");
    }
    properties.put("mail.smtp.auth", Boolean.toString(settings.username() != null));
    properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    properties.put("mail.smtp.localhost", helloName);
    properties.put("mail.smtp.from", mail.from());
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.mime.allowutf8", Boolean.toString(mail.needsUtf8()));
    return properties;
  }

  private synchronized SSLSocketFactory secured() {
    if (tls == null) {
      tls = Trust.context(null);
    }
    return tls.getSocketFactory();
  }

  private Socket connected(BoundedSocket socket) throws IOException {
    // An address that carries its name: certificates are judged by that name, and none is looked up
    // in reverse.
    InetAddress address = InetAddress.getByAddress(host, InetAddress.getByName(host).getAddress());
    socket.connect(
        new InetSocketAddress(address, settings.port()),
        Math.toIntExact(settings.connectTimeout().toMillis()));
    socket.setSoTimeout(Math.toIntExact(settings.stepTimeout().toMillis()));
    socket.setTcpNoDelay(true);
    if (settings.security() != Security.TLS) {
      return socket;
    }
    SSLSocket secured = (SSLSocket) secured().createSocket(socket, host, settings.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private void closeLater(Socket socket) {
    try {
      Thread.sleep(settings.letterTimeout());
      socket.close();
    } catch (InterruptedException | IOException e) {
      // The letter was done in time, or the socket is closed already.
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean begin(Socket socket) {
    current = socket;
    return !isClosed;
  }

  private synchronized void end(Socket socket) {
    quietlyClose(socket);
    current = null;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (current != null) {
      quietlyClose(current);
    }
  }

  private static void quietlyClose(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // A socket that cannot be closed is of no more use either.
      return;
    }
  }
}
