package dev.latchkey.wire.contract.sessionrpc;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of the first dialect: {@code status}, {@code reason}, {@code exception}, {@code
 * data} and whatever else, in this order.
 */
final class ResultEnvelope {
  private ResultEnvelope() {}

  /** Wraps a result for JSON, where undefined data is left out. */
  static Map<String, @Nullable Object> forJson(RpcResult result) {
    Map<String, @Nullable Object> envelope = head(result);
    envelope.putAll(result.more());
    return envelope;
  }

  /** Wraps a result for MessagePack, where undefined data is said to be so. */
  static Map<String, @Nullable Object> forMsgpack(RpcResult result) {
    Map<String, @Nullable Object> envelope = head(result);
    envelope.put(RpcResult.DATA, Undefined.VALUE);
    envelope.putAll(result.more());
    return envelope;
  }

  private static Map<String, @Nullable Object> head(RpcResult result) {
    Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
    envelope.put("status", result.status());
    envelope.put("reason", result.reason());
    envelope.put("exception", result.exception());
    return envelope;
  }
}
