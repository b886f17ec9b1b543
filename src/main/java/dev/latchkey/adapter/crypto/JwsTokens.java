package dev.latchkey.adapter.crypto;

import dev.latchkey.core.token.MakeKey;
import dev.latchkey.core.token.SignedTokens;
import dev.latchkey.core.token.StoredKeys;
import dev.latchkey.core.token.StoredKeys.StoredKey;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Sealer;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.Time;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Signs and verifies tokens with HS256 under the keys of one purpose. Keys are random, kept sealed,
 * and shared by all processes on the store. Safe for use by many threads.
 */
public final class JwsTokens implements SignedTokens {
  private final String purpose;
  private final StoredKeys stored;
  private final Sealer sealer;
  private final Time time;
  private volatile List<Key> ring = List.of();

  /**
   * Reads the keys of a purpose, or makes the first.
   *
   * @param purpose the name of a contract
   * @param stored stored keys
   * @param sealer seals them
   * @param entropy where keys come from
   * @param time the clock
   * @throws StartProblem if a key was sealed under another master key
   * @throws dev.latchkey.kernel.StoreUnavailable if the store does not answer
   */
  public JwsTokens(String purpose, StoredKeys stored, Sealer sealer, Entropy entropy, Time time) {
    this.purpose = purpose;
    this.stored = stored;
    this.sealer = sealer;
    this.time = time;
    if (stored.of(purpose).isEmpty()) {
      // If another process is quicker, its key is the one that is read.
      stored.insert(new MakeKey(sealer, entropy, time).make(purpose, 1));
    }
    refresh();
  }

  @Override
  public String sign(String header, String payload) {
    String first = JwsForm.encode(header);
    if (!JwsForm.isTaken(first)) {
      throw new IllegalArgumentException("a header that would not be verified");
    }
    String input = first + "." + JwsForm.encode(payload);
    String compact = input + "." + JwsForm.encode(signer().hmac().of(JwsForm.ascii(input)));
    if (compact.length() > JwsForm.MAX_LENGTH) {
      throw new IllegalArgumentException("a payload too long to be verified");
    }
    return compact;
  }

  @Override
  public Optional<String> verify(String compact) {
    return JwsForm.parse(compact).filter(this::isSigned).flatMap(JwsForm::payloadText);
  }

  /**
   * Reads the keys again, since another process may have added or removed some. To be called every
   * few seconds: a removed key is taken until then.
   *
   * @throws dev.latchkey.kernel.StoreUnavailable if the store does not answer; the known keys stay
   */
  public void refresh() {
    List<Key> present = ring;
    List<Key> read = new ArrayList<>();
    for (StoredKey key : stored.of(purpose)) {
      read.add(
          present.stream()
              .filter(known -> known.stored().equals(key))
              .findFirst()
              .orElseGet(() -> open(key)));
    }
    ring = List.copyOf(read);
  }

  private Key open(StoredKey key) {
    byte[] plain;
    try {
      plain =
          sealer.open(
              Base64.getDecoder().decode(key.sealed()), MakeKey.place(purpose, key.position()));
    } catch (IllegalArgumentException e) {
      throw new StartProblem(
          "The master key file does not belong to this database: it does not open the keys of "
              + purpose
              + "; restore the file that was used before",
          e);
    }
    if (plain.length < MakeKey.BYTES) {
      // RFC 7518 3.2: a key as long as the hash, at least.
      throw new StartProblem(
          "A signing key of " + purpose + " is shorter than 256 bits; remove it");
    }
    return new Key(key, new Hmac(plain));
  }

  private Key signer() {
    List<Key> keys = ring;
    if (keys.size() == 1) {
      return keys.getFirst();
    }
    Instant now = time.now();
    return keys.stream()
        .filter(key -> !key.stored().signsFrom().isAfter(now))
        .findFirst()
        .orElse(keys.getLast());
  }

  private boolean isSigned(JwsForm form) {
    for (Key key : ring) {
      if (MessageDigest.isEqual(key.hmac().of(form.input()), form.signature())) {
        return true;
      }
    }
    return false;
  }

  private record Key(StoredKey stored, Hmac hmac) {}
}
