package dev.latchkey.wire.inbox;

import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Request;
import java.util.HexFormat;

/**
 * What shows that a reader was told where the inbox is: drawn at each start, and printed for
 * whoever started the server. That a request looks as if it came from this machine is not enough,
 * since a proxy on this machine may pass on what anybody sends and mark nothing.
 */
public final class InboxKey {
  private static final String NAME = "key";
  private static final String COOKIE = "latchkey-inbox";
  private static final int BYTES = 16;

  private final String text;

  /**
   * Draws one.
   *
   * @param entropy where chance comes from
   */
  public InboxKey(Entropy entropy) {
    this.text = HexFormat.of().formatHex(entropy.bytes(BYTES));
  }

  /**
   * Says where the inbox opens.
   *
   * @return the path and the key
   */
  public String path() {
    return InboxPages.PATH + "?" + NAME + "=" + text;
  }

  /** Says whether the address brings the key. */
  boolean isShown(Request request) throws BadInput {
    return Fields.ofQuery(request).text(NAME).filter(this::isRight).isPresent();
  }

  /** Says whether the browser was shown the key before. */
  boolean isKept(Request request) {
    return request.cookie(COOKIE).filter(this::isRight).isPresent();
  }

  /** A Set-Cookie value that keeps the key in the browser, for the inbox alone. */
  String kept() {
    return COOKIE + "=" + text + "; Path=/dev; HttpOnly; SameSite=Strict";
  }

  private boolean isRight(String shown) {
    return Digests.same(shown, text);
  }

  @Override
  public String toString() {
    return "[key of the inbox]";
  }
}
