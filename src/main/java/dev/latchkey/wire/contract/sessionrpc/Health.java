package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.kernel.StoreUnavailable;

/** Whether the server can tell a session from none. */
final class Health {
  private final Callers callers;

  Health(Callers callers) {
    this.callers = callers;
  }

  RpcResult now() {
    try {
      callers.probe();
      return RpcResult.ok();
    } catch (StoreUnavailable e) {
      return SessionRpcErrors.overloaded(null);
    }
  }
}
