package dev.latchkey.adapter.foreign;

import dev.latchkey.kernel.Sealer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that other systems kept apart from their hashes, such as a pepper, sealed under the
 * master key. One secret stands beside many hashes; it is sealed once and remembered.
 */
final class Secrets {
  /** Not bound to one row: a hash is read before its account has a number. */
  private static final String PLACE = "passwords/foreign";

  private final Sealer sealer;
  private volatile @Nullable Sealed last;

  Secrets(Sealer sealer) {
    this.sealer = sealer;
  }

  /** Seals, for the text of a stored hash. */
  String seal(byte[] secret) {
    Sealed known = last;
    if (known == null || !MessageDigest.isEqual(known.plain, secret)) {
      byte[] sealed = sealer.seal(secret, PLACE);
      known =
          new Sealed(
              secret.clone(), Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
      last = known;
    }
    return known.text;
  }

  /**
   * Opens.
   *
   * @throws Refusal if the text was altered, or sealed under another key
   */
  byte[] open(String text) throws Refusal {
    Sealed known = last;
    if (known != null && known.text.equals(text)) {
      return known.plain.clone();
    }
    try {
      byte[] plain = sealer.open(Base64.getUrlDecoder().decode(text), PLACE);
      last = new Sealed(plain, text);
      return plain.clone();
    } catch (IllegalArgumentException e) {
      throw new Refusal("the secret of the hash was sealed under another key");
    }
  }

  private static final class Sealed {
    private final byte[] plain;
    private final String text;

    Sealed(byte[] plain, String text) {
      this.plain = Arrays.copyOf(plain, plain.length);
      this.text = text;
    }
  }
}
