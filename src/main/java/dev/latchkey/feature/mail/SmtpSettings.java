package dev.latchkey.feature.mail;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which mail server takes letters, and how it is talked to.
 *
 * @param host its name; null where letters are not sent
 * @param port its port
 * @param security how the connection is protected; the server's certificate must be for {@code
 *     host}, whenever there is TLS
 * @param username who sends, for the server; null to send without authentication
 * @param password its password; never printed
 * @param caFile certificates to trust, in PEM, instead of the platform's; null for the platform's
 * @param helloName how to introduce this machine; null for the host of the public address
 * @param connectTimeout how long to wait for a connection
 * @param stepTimeout how long to wait for each answer
 * @param letterTimeout how long the sending of one letter may take in all
 */
public record SmtpSettings(
    @Nullable String host,
    int port,
    Security security,
    @Nullable String username,
    @Nullable String password,
    @Nullable Path caFile,
    @Nullable String helloName,
    Duration connectTimeout,
    Duration stepTimeout,
    Duration letterTimeout) {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Letters are not sent. */
  public static final SmtpSettings DEFAULT =
      new SmtpSettings(
          null,
          587,
          Security.STARTTLS,
          null,
          null,
          null,
          null,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(90));

  /**
   * Checks them against each other.
   *
   * @throws IllegalArgumentException if a password would travel in the clear beyond this machine,
   *     or a figure is out of bounds
   */
  public SmtpSettings {
    if (host != null && !host.matches("[A-Za-z0-9._:\\[\\]-]{1,253}")) {
      throw new IllegalArgumentException(
          "host must be the name or address of a mail server, without scheme and port");
    }
    if (helloName != null && !helloName.matches("[A-Za-z0-9._:\\[\\]-]{1,253}")) {
      throw new IllegalArgumentException("helloName must be the name of a host");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port must be between 1 and 65535, not " + port);
    }
    if ((username == null) != (password == null)) {
      throw new IllegalArgumentException("username and password go together: set both or none");
    }
    if (host == null && (username != null || caFile != null || helloName != null)) {
      throw new IllegalArgumentException("host is missing, so the other settings have no use");
    }
    if (username != null && host != null && !security.isCertain() && !isLocal(host)) {
      throw new IllegalArgumentException(
          "a password could travel in the clear: set security to starttls or tls");
    }
    for (Duration one : new Duration[] {connectTimeout, stepTimeout, letterTimeout}) {
      if (!one.isPositive() || one.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("timeouts must be longer than zero, and 10m at most");
      }
    }
  }

  private static boolean isLocal(String host) {
    return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
  }

  @Override
  public String toString() {
    return "SmtpSettings[host=" + host + ", port=" + port + ", security=" + security + "]";
  }

  /** How the connection is protected. */
  public enum Security {
    /** It starts in the clear and must be upgraded before anything else is said. */
    STARTTLS,
    /** It is TLS from its first byte. */
    TLS,
    /** It is upgraded if the server offers that; whoever sits in between can keep it from that. */
    STARTTLS_IF_OFFERED,
    /** It stays in the clear. */
    NONE;

    /**
     * Says whether nothing travels in the clear.
     *
     * @return true for {@link #STARTTLS} and {@link #TLS}
     */
    public boolean isCertain() {
      return this == STARTTLS || this == TLS;
    }
  }
}
