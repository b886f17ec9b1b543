package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.wire.http.Request;
import dev.latchkey.wire.http.SocketEndpoint;
import java.util.List;

/**
 * Takes a handshake: the first subprotocol names the dialect, the second is the token. Without any
 * a guest speaks the dialect of the path.
 */
final class SocketDoor implements SocketEndpoint {
  private final Frames ofPath;
  private final Frames jsonRpc;
  private final Callers callers;
  private final LiveSockets live;

  SocketDoor(Frames ofPath, Frames jsonRpc, Callers callers, LiveSockets live) {
    this.ofPath = ofPath;
    this.jsonRpc = jsonRpc;
    this.callers = callers;
    this.live = live;
  }

  @Override
  public Accepted accept(Request request, List<String> protocols) {
    String wanted = protocols.isEmpty() ? "" : protocols.getFirst();
    Frames frames = wanted.equals(jsonRpc.protocol()) ? jsonRpc : ofPath;
    Caller caller = callers.of(protocols.size() > 1 ? protocols.get(1) : null);
    // A protocol that is not ours is not echoed, so that its client sees the mistake.
    String echoed = wanted.equals(frames.protocol()) ? wanted : null;
    return new Accepted(echoed, new RpcSocket(frames, callers, live, caller, request.origin()));
  }
}
