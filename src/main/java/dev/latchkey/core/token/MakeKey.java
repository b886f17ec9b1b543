package dev.latchkey.core.token;

import dev.latchkey.core.token.StoredKeys.StoredKey;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Sealer;
import dev.latchkey.kernel.Time;
import java.util.Base64;

/** Makes keys that sign tokens. */
public final class MakeKey {
  /** As long as the hash that they are used with (RFC 7518 3.2). */
  public static final int BYTES = 32;

  private final Sealer sealer;
  private final Entropy entropy;
  private final Time time;

  /**
   * Makes one.
   *
   * @param sealer hides keys under the master key
   * @param entropy where they come from
   * @param time the clock
   */
  public MakeKey(Sealer sealer, Entropy entropy, Time time) {
    this.sealer = sealer;
    this.entropy = entropy;
    this.time = time;
  }

  /**
   * Makes a random key. It is not stored yet.
   *
   * @param purpose what it is for
   * @param position its place among the keys of that purpose
   * @return the sealed key, made now
   */
  public StoredKey make(String purpose, int position) {
    byte[] sealed = sealer.seal(entropy.bytes(BYTES), place(purpose, position));
    return new StoredKey(purpose, position, Base64.getEncoder().encodeToString(sealed), time.now());
  }

  /**
   * Says what the sealing of a key is bound to.
   *
   * @param purpose what it is for
   * @param position its place among the keys of that purpose
   * @return the place
   */
  public static String place(String purpose, int position) {
    return "signing-key/" + purpose + "/" + position;
  }
}
