package dev.latchkey.feature.mail;

import java.net.URI;

/**
 * Settings of letters.
 *
 * @param publicUrl the address at which people reach the application whose links are mailed; never
 *     taken from a request
 */
public record MailSettings(URI publicUrl) {
  /** What holds unless it is set: a demo on the same machine. */
  public static final MailSettings DEFAULT = new MailSettings(URI.create("http://127.0.0.1:8080/"));

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if it is no http or https address, or has a query or a
   *     fragment
   */
  public MailSettings {
    String scheme = publicUrl.getScheme();
    boolean isWeb = "http".equals(scheme) || "https".equals(scheme);
    if (!isWeb
        || publicUrl.getHost() == null
        || publicUrl.getQuery() != null
        || publicUrl.getFragment() != null) {
      throw new IllegalArgumentException(
          "public_url must be an http or https address without query or fragment, not "
              + publicUrl);
    }
  }
}
