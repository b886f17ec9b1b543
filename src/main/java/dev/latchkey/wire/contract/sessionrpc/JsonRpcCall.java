package dev.latchkey.wire.contract.sessionrpc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request of JSON-RPC 2.0.
 *
 * @param method the id of the call
 * @param params its arguments as they came; an empty list if there are none
 * @param id what the answer must repeat; null for a call that wants no answer
 */
record JsonRpcCall(String method, @Nullable Object params, @Nullable Object id) {
  /** Reads a message; empty if it is no request. */
  static Optional<JsonRpcCall> of(@Nullable Object message) {
    if (!(message instanceof Map<?, ?> map)
        || !"2.0".equals(map.get("jsonrpc"))
        || !(map.get("method") instanceof String method)
        || !CallId.isOne(map.get("id"))) {
      return Optional.empty();
    }
    Object params = map.containsKey("params") ? map.get("params") : List.of();
    return Optional.of(new JsonRpcCall(method, params, map.get("id")));
  }
}
