package dev.latchkey.wire.contract.sessionrpc;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of the JSON-RPC dialect. A yes is a {@code result}; a no is an {@code error} with
 * the status as its code, without data. Its clients take an error without an object {@code meta}
 * for a fault of the server.
 */
final class JsonRpcEnvelope {
  private JsonRpcEnvelope() {}

  /**
   * Wraps a result.
   *
   * @param result the result
   * @param id the id of the request; null for a request that had none
   */
  static Map<String, @Nullable Object> of(RpcResult result, @Nullable Object id) {
    Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
    envelope.put("jsonrpc", "2.0");
    if (result.isOk()) {
      envelope.put("result", yes(result));
    } else {
      envelope.put("error", no(result));
    }
    if (id != null) {
      envelope.put("id", id);
    }
    return envelope;
  }

  private static Map<String, @Nullable Object> yes(RpcResult result) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("status", result.status());
    members.put("status_text", result.reason());
    members.put("exception", result.exception());
    Map<String, @Nullable Object> meta = new LinkedHashMap<>(result.more());
    if (meta.containsKey(RpcResult.DATA)) {
      members.put(RpcResult.DATA, meta.remove(RpcResult.DATA));
    }
    if (!meta.isEmpty()) {
      members.put("meta", meta);
    }
    return members;
  }

  private static Map<String, @Nullable Object> no(RpcResult result) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("exception", result.exception());
    data.put("meta", Map.of());
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("code", result.status());
    error.put("message", result.reason());
    error.put("data", data);
    return error;
  }
}
