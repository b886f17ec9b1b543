package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON-RPC dialect over HTTP. The path names the call and the body is the bare list of its
 * arguments, or there is none and the verb is GET; or the body is a whole JSON-RPC request,
 * wherever under the base it was posted. The answer is always a JSON-RPC one.
 */
final class JsonRpcEndpoint implements Endpoint {
  private final String base;
  private final RpcMethods methods;
  private final Callers callers;
  private final Health health;
  private final VoidCalls voidCalls;

  JsonRpcEndpoint(
      String base, RpcMethods methods, Callers callers, Health health, VoidCalls voidCalls) {
    this.base = base;
    this.methods = methods;
    this.callers = callers;
    this.health = health;
    this.voidCalls = voidCalls;
  }

  @Override
  public Reply answer(Request request) {
    String id = MethodPath.id(request.path(), base);
    if (id.equals("/ping") || id.equals("/pong")) {
      return Encoding.jsonRpc(RpcResult.ok(), null);
    }
    if (id.equals("/healthcheck")) {
      RpcResult now = health.now();
      return Encoding.jsonRpc(now, null, now.status());
    }
    return switch (request.method()) {
      case "GET" -> carryOut(new JsonRpcCall(id, List.of(), null), false, request);
      case "POST" -> post(id, request);
      default -> Encoding.jsonRpc(SessionRpcErrors.wrongVerb(), null);
    };
  }

  private Reply post(String id, Request request) {
    if (Encoding.of(request).filter(one -> one == Encoding.JSON).isEmpty()) {
      return Encoding.jsonRpc(SessionRpcErrors.unsupportedMedia(), null);
    }
    Object body;
    try {
      body = request.body().length == 0 ? List.of() : Json.read(request.body());
    } catch (BadInput e) {
      return Encoding.jsonRpc(SessionRpcErrors.invalidJson(), null);
    }
    if (!(body instanceof Map<?, ?> map && map.containsKey("jsonrpc"))) {
      return carryOut(new JsonRpcCall(id, body, null), false, request);
    }
    Optional<JsonRpcCall> envelope = JsonRpcCall.of(body);
    return envelope.isEmpty()
        ? Encoding.jsonRpc(SessionRpcErrors.invalidRequest(), null)
        : carryOut(envelope.get(), envelope.get().id() == null, request);
  }

  private Reply carryOut(JsonRpcCall call, boolean isNotification, Request request) {
    if (isNotification || VoidCalls.isVoid(request)) {
      voidCalls.run(() -> result(call, request));
      return Reply.empty(200);
    }
    return Encoding.jsonRpc(result(call, request), call.id());
  }

  private RpcResult result(JsonRpcCall call, Request request) {
    return methods.call(call.method(), call.params(), () -> callers.of(request), request.origin());
  }
}
