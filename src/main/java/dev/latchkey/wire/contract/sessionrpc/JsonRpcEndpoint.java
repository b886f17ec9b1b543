package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Optional;

/**
 * The JSON-RPC dialect over HTTP. Under its base the path names the call and the body is the bare
 * list of its arguments, or there is none and the verb is GET; at the base itself the body is a
 * whole JSON-RPC request. The answer is always a JSON-RPC one.
 */
final class JsonRpcEndpoint implements Endpoint {
  private final String base;
  private final RpcMethods methods;
  private final Callers callers;
  private final ServicePages pages;
  private final VoidCalls voidCalls;

  JsonRpcEndpoint(
      String base, RpcMethods methods, Callers callers, ServicePages pages, VoidCalls voidCalls) {
    this.base = base;
    this.methods = methods;
    this.callers = callers;
    this.pages = pages;
    this.voidCalls = voidCalls;
  }

  @Override
  public Reply answer(Request request) {
    String id = MethodPath.id(request.path(), base);
    Optional<Reply> page = pages.answer(id);
    if (page.isPresent()) {
      return page.get();
    }
    if (request.method().equals("HEAD")) {
      // A call may change something, which HEAD must not (RFC 9110, section 9.3.2).
      return Encoding.jsonRpc(SessionRpcErrors.wrongVerb(), null).with("Allow", "GET, POST");
    }
    if (request.method().equals("POST") && (id.isEmpty() || id.equals("/"))) {
      return envelope(request);
    }
    if (VoidCalls.isVoid(request)) {
      voidCalls.run(() -> call(id, request));
      return Reply.empty(200);
    }
    return Encoding.jsonRpc(call(id, request), null);
  }

  private RpcResult call(String id, Request request) {
    if (!methods.has(id)) {
      return SessionRpcErrors.methodNotFound();
    }
    Object arguments = List.of();
    if (request.method().equals("POST") && request.body().length > 0) {
      if (!isJson(request)) {
        return SessionRpcErrors.unsupportedMedia();
      }
      try {
        arguments = Json.read(request.body());
      } catch (BadInput e) {
        return SessionRpcErrors.invalidJson();
      }
    }
    return methods.call(id, arguments, () -> callers.of(request), request.origin());
  }

  private Reply envelope(Request request) {
    if (!isJson(request)) {
      return Encoding.jsonRpc(SessionRpcErrors.unsupportedMedia(), null);
    }
    Object body;
    try {
      body = Json.read(request.body());
    } catch (BadInput e) {
      return Encoding.jsonRpc(SessionRpcErrors.invalidJson(), null);
    }
    Optional<JsonRpcCall> parsed = JsonRpcCall.of(body);
    if (parsed.isEmpty()) {
      return Encoding.jsonRpc(SessionRpcErrors.invalidRequest(), null);
    }
    JsonRpcCall call = parsed.get();
    if (call.id() == null) {
      voidCalls.run(() -> carryOut(call, request));
      return Reply.empty(200);
    }
    return Encoding.jsonRpc(carryOut(call, request), call.id());
  }

  private RpcResult carryOut(JsonRpcCall call, Request request) {
    return methods.call(call.method(), call.params(), () -> callers.of(request), request.origin());
  }

  private static boolean isJson(Request request) {
    return Encoding.of(request).filter(one -> one == Encoding.JSON).isPresent();
  }
}
