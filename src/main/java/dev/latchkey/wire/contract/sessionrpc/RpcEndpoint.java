package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first dialect over HTTP: the path names the call, the body is the list of its arguments, and
 * the answer is an HTTP 200 with a result object.
 */
final class RpcEndpoint implements Endpoint {
  private final String base;
  private final RpcMethods methods;
  private final Callers callers;
  private final Health health;
  private final VoidCalls voidCalls;
  private final boolean credentialsInQuery;

  RpcEndpoint(
      String base,
      RpcMethods methods,
      Callers callers,
      Health health,
      VoidCalls voidCalls,
      boolean credentialsInQuery) {
    this.base = base;
    this.methods = methods;
    this.callers = callers;
    this.health = health;
    this.voidCalls = voidCalls;
    this.credentialsInQuery = credentialsInQuery;
  }

  @Override
  public Reply answer(Request request) {
    String id = MethodPath.id(request.path(), base);
    if (id.equals("/ping") || id.equals("/pong")) {
      return Reply.empty(200);
    }
    if (id.equals("/healthcheck")) {
      RpcResult now = health.now();
      return Encoding.JSON.reply(now, now.status());
    }
    Encoding encoding = Encoding.of(request).orElse(Encoding.JSON);
    if (request.method().equals("HEAD")) {
      return encoding.reply(SessionRpcErrors.wrongVerb());
    }
    if (VoidCalls.isVoid(request)) {
      voidCalls.run(() -> call(id, request));
      return Reply.empty(200);
    }
    return encoding.reply(call(id, request));
  }

  private RpcResult call(String id, Request request) {
    if (!methods.has(id)) {
      return SessionRpcErrors.methodNotFound();
    }
    return request.method().equals("GET") ? get(id, request) : post(id, request);
  }

  private RpcResult post(String id, Request request) {
    Optional<Encoding> encoding = Encoding.of(request);
    if (encoding.isEmpty()) {
      return SessionRpcErrors.unsupportedMedia();
    }
    Object arguments;
    try {
      arguments = request.body().length == 0 ? List.of() : encoding.get().read(request.body());
    } catch (BadInput e) {
      return encoding.get().unreadable();
    }
    return methods.call(id, arguments, () -> callers.of(request), request.origin());
  }

  private RpcResult get(String id, Request request) {
    Map<String, @Nullable Object> query;
    try {
      query = Fields.ofQuery(request).values();
    } catch (BadInput e) {
      return SessionRpcErrors.invalidQuery();
    }
    if (query.containsKey("password") && !credentialsInQuery) {
      return SessionRpcErrors.passwordInQuery();
    }
    return methods.call(id, List.of(query), () -> callers.of(request), request.origin());
  }
}
