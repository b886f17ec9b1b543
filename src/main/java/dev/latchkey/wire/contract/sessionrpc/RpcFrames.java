package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.kernel.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the first dialect: calls and pings, with or without an id. One without an id gets
 * no answer. Events of clients have no listeners here and are passed over, as is everything else.
 */
final class RpcFrames implements Frames {
  private final RpcMethods methods;

  RpcFrames(RpcMethods methods) {
    this.methods = methods;
  }

  @Override
  public String protocol() {
    return "rpc";
  }

  @Override
  public boolean takesBinary() {
    return true;
  }

  @Override
  public @Nullable Map<String, @Nullable Object> answer(
      @Nullable Object message, Encoding encoding, Supplier<Caller> caller, Origin origin) {
    if (!(message instanceof Map<?, ?> frame) || !CallId.isOne(frame.get("id"))) {
      return null;
    }
    Object id = isGiven(frame.get("id")) ? frame.get("id") : null;
    if ("rpc".equals(frame.get("type"))) {
      return call(frame, id, encoding, caller, origin);
    }
    return "ping".equals(frame.get("type")) && id != null ? envelope("pong", id) : null;
  }

  private @Nullable Map<String, @Nullable Object> call(
      Map<?, ?> frame,
      @Nullable Object id,
      Encoding encoding,
      Supplier<Caller> caller,
      Origin origin) {
    if (!(frame.get("method") instanceof String method) || method.isEmpty()) {
      return null;
    }
    Object arguments = frame.containsKey("args") ? frame.get("args") : List.of();
    RpcResult result = methods.call(method, arguments, caller, origin);
    if (id == null) {
      return null;
    }
    Map<String, @Nullable Object> answer = envelope("rpc", id);
    answer.put(
        "result",
        switch (encoding) {
          case JSON -> ResultEnvelope.forJson(result);
          case MSGPACK -> ResultEnvelope.forMsgpack(result);
        });
    return answer;
  }

  private static Map<String, @Nullable Object> envelope(String type, Object id) {
    Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
    envelope.put("type", type);
    envelope.put("id", id);
    return envelope;
  }

  private static boolean isGiven(@Nullable Object id) {
    return id != null && !id.equals("") && !id.equals(0L);
  }
}
