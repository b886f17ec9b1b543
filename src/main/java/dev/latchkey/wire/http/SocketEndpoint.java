package dev.latchkey.wire.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides about a WebSocket handshake. */
@FunctionalInterface
public interface SocketEndpoint {
  /**
   * Takes a handshake.
   *
   * @param request the handshake, as a request without a body
   * @param protocols what stands in {@code Sec-WebSocket-Protocol}, split at commas and trimmed;
   *     may be empty
   * @return who talks
   */
  Accepted accept(Request request, List<String> protocols);

  /**
   * A handshake that is taken.
   *
   * @param protocol the subprotocol to echo; null to echo none
   * @param talk who talks
   */
  record Accepted(@Nullable String protocol, SocketTalk talk) {}
}
