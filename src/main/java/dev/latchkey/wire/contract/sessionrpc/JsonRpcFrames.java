package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.kernel.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the JSON-RPC dialect, in text only. Subscriptions and events are taken without
 * complaint and without effect: nothing is published here.
 */
final class JsonRpcFrames implements Frames {
  private final RpcMethods methods;
  private final Health health;

  JsonRpcFrames(RpcMethods methods, Health health) {
    this.methods = methods;
    this.health = health;
  }

  @Override
  public String protocol() {
    return "jsonrpc_2.0";
  }

  @Override
  public boolean takesBinary() {
    return false;
  }

  @Override
  public @Nullable Map<String, @Nullable Object> answer(
      @Nullable Object message, Encoding encoding, Supplier<Caller> caller, Origin origin) {
    Optional<JsonRpcCall> parsed = JsonRpcCall.of(message);
    if (parsed.isEmpty()) {
      return null;
    }
    JsonRpcCall call = parsed.get();
    Object id = call.id();
    return switch (call.method()) {
      case "/ping" -> id == null ? null : pong(id);
      case "/pong" -> null;
      case "/subscribe", "/unsubscribe", "/publish" ->
          id == null ? null : JsonRpcEnvelope.of(RpcResult.ok(), id);
      case "/healthcheck" -> id == null ? null : JsonRpcEnvelope.of(health.now(), id);
      default -> {
        RpcResult result = methods.call(call.method(), call.params(), caller, origin);
        yield id == null ? null : JsonRpcEnvelope.of(result, id);
      }
    };
  }

  private static Map<String, @Nullable Object> pong(Object id) {
    Map<String, @Nullable Object> pong = new LinkedHashMap<>();
    pong.put("jsonrpc", "2.0");
    pong.put("id", id);
    pong.put("method", "/pong");
    return pong;
  }
}
