package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.adapter.crypto.JwsTokens;
import dev.latchkey.core.token.SignedTokens;
import dev.latchkey.core.token.StoredKeys;
import dev.latchkey.kernel.Sealer;
import dev.latchkey.kernel.Time;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The signer of the server, under a key that the test knows. */
final class KnownKey {
  private KnownKey() {}

  static SignedTokens signer(String key, Time time) {
    return new JwsTokens("jwt-sessions", new Kept(key, time), new Glass(), byte[]::new, time);
  }

  private record Kept(String key, Time time) implements StoredKeys {
    @Override
    public List<StoredKey> of(String purpose) {
      String bytes = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.US_ASCII));
      return List.of(new StoredKey(purpose, 1, bytes, time.now()));
    }

    @Override
    public boolean insert(StoredKey other) {
      return false;
    }

    @Override
    public int remove(String purpose, int below) {
      return 0;
    }
  }

  /** Hides nothing. */
  private static final class Glass implements Sealer {
    @Override
    public byte[] seal(byte[] plain, String place) {
      return plain;
    }

    @Override
    public byte[] open(byte[] sealed, String place) {
      return sealed;
    }
  }
}
