package dev.latchkey.adapter.smtp;

import dev.latchkey.kernel.StartProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Which certificates are trusted. */
final class Trust {
  private Trust() {}

  /**
   * Reads them.
   *
   * @param file certificates in PEM; null for those of the platform
   * @throws StartProblem if the file holds none
   */
  static SSLContext context(@Nullable Path file) {
    try {
      if (file == null) {
        return SSLContext.getDefault();
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(file));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new StartProblem(
          "mail.smtp.ca_file: " + file + " cannot be read as certificates in PEM", e);
    }
  }

  private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream bytes = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(bytes);
      if (found.isEmpty()) {
        throw new GeneralSecurityException("no certificate");
      }
      for (Certificate one : found) {
        store.setCertificateEntry(Integer.toString(store.size()), one);
      }
    }
    return store;
  }
}
