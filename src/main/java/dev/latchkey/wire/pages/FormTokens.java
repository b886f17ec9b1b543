package dev.latchkey.wire.pages;

import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.KeyedHash;
import dev.latchkey.kernel.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The tokens that forms carry against cross-site requests (ASVS 3.5.1): bound to the session of
 * whoever is signed in, and to the cookie of the browser before that.
 */
final class FormTokens {
  private static final int RANDOM_BYTES = 16;
  private static final int RANDOM_LENGTH = 22;

  private final KeyedHash key;
  private final Entropy entropy;

  FormTokens(KeyedHash key, Entropy entropy) {
    this.key = key;
    this.entropy = entropy;
  }

  /** Makes the value of a browser's cookie: signed, so that only this server can make one. */
  String newBrowser() {
    String random = text(entropy.bytes(RANDOM_BYTES));
    return random + code("browser", random);
  }

  boolean isBrowser(String value) {
    if (value.length() <= RANDOM_LENGTH) {
      return false;
    }
    String random = value.substring(0, RANDOM_LENGTH);
    return Digests.same(value, random + code("browser", random));
  }

  String ofBrowser(String value) {
    return code("form", value);
  }

  String ofSession(SessionId session) {
    return code("session", session.toString());
  }

  /** Binds a form to the mailed link that its page was shown for. */
  String ofLink(String secret) {
    return code("link", secret);
  }

  private String code(String purpose, String of) {
    return text(key.hmac((purpose + "/" + of).getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
