package dev.latchkey.adapter.smtp;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate for one name, made by the JDK's own tool. */
public final class TestCertificate {
  /** The password of its key store. */
  public static final String PASSWORD = "changeit";

  private final Path store;
  private final Path pem;

  private TestCertificate(Path store, Path pem) {
    this.store = store;
    this.pem = pem;
  }

  /** Makes one. */
  public static TestCertificate of(String name, Path directory) throws Exception {
    Path store = directory.resolve(name + ".p12");
    Path pem = directory.resolve(name + ".pem");
    tool("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=dns:" + name, store);
    tool("-exportcert", "-rfc", "-file", pem, store);
    return new TestCertificate(store, pem);
  }

  private static void tool(Object... words) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    for (int i = 0; i < words.length - 1; i++) {
      command.add(words[i].toString());
    }
    command.addAll(
        List.of(
            "-alias", "one", "-storepass", PASSWORD, "-keystore", words[words.length - 1] + ""));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }

  /** The key store with its key. */
  public Path store() {
    return store;
  }

  /** The certificate alone. */
  public Path pem() {
    return pem;
  }

  /** What a server with it needs. */
  SSLContext context() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream bytes = Files.newInputStream(store)) {
      keys.load(bytes, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
