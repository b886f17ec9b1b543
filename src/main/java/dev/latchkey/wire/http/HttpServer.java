package dev.latchkey.wire.http;

import dev.latchkey.kernel.Entropy;
import java.io.IOException;

/** The listener. */
public final class HttpServer {
  private final HttpSettings settings;
  private final Router router;
  private final Entropy entropy;

  /**
   * Makes one, which does not listen yet.
   *
   * @param settings where to listen and the limits
   * @param router who answers
   * @param entropy where request ids come from
   */
  public HttpServer(HttpSettings settings, Router router, Entropy entropy) {
    this.settings = settings;
    this.router = router;
    this.entropy = entropy;
  }

  /**
   * Starts to listen.
   *
   * @return the port that was bound
   * @throws IOException if the address cannot be bound; the message says which and why in one line
   */
  public int start() throws IOException {
    throw new IOException(settings.host() + router.contracts().size() + entropy.positiveLong());
  }

  /** Stops taking connections, lets requests in flight finish for up to 1.5 s, and closes. */
  public void stop() {
    throw new UnsupportedOperationException();
  }
}
