package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.core.session.Changes;
import dev.latchkey.kernel.SessionId;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open sockets of each session, to be closed when it ends. Guests' sockets are not kept. */
final class LiveSockets implements Changes.Listener {
  private final ConcurrentHashMap<SessionId, Set<RpcSocket>> sockets = new ConcurrentHashMap<>();

  void add(SessionId session, RpcSocket socket) {
    sockets.compute(
        session,
        (id, present) -> {
          Set<RpcSocket> changed = present == null ? new HashSet<>() : new HashSet<>(present);
          changed.add(socket);
          return changed;
        });
  }

  void remove(SessionId session, RpcSocket socket) {
    sockets.computeIfPresent(
        session,
        (id, present) -> {
          Set<RpcSocket> changed = new HashSet<>(present);
          changed.remove(socket);
          return changed.isEmpty() ? null : changed;
        });
  }

  @Override
  public void sessionEnded(SessionId session) {
    Set<RpcSocket> ended = sockets.remove(session);
    if (ended != null) {
      ended.forEach(RpcSocket::signOut);
    }
  }
}
