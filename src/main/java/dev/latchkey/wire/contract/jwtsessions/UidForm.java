package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.TokenForm;
import dev.latchkey.kernel.Entropy;
import java.util.HexFormat;

/**
 * The two kinds of tokens: each is known by a random UUID (RFC 9562, section 5.4) that stands in a
 * signed token. The signature is the secret, so the UUID is kept as it is.
 */
enum UidForm implements TokenForm {
  /** The access token: short-lived, replaced at each refresh. */
  ACCESS("jwt-access"),
  /** The refresh token: lives as long as its session. */
  REFRESH("jwt-refresh");

  private static final int BYTES = 16;

  private final String kind;

  UidForm(String kind) {
    this.kind = kind;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Minted mint(Session session, Entropy entropy) {
    String uid = uuid(entropy);
    return new Minted(uid, uid);
  }

  private static String uuid(Entropy entropy) {
    byte[] bytes = entropy.bytes(BYTES);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    String hex = HexFormat.of().formatHex(bytes);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }
}
