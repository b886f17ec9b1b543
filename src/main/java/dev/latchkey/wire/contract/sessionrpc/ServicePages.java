package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.kernel.StoreUnavailable;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** The three ids under each base that are no calls: whether the server is there, and well. */
final class ServicePages {
  /** Their ids. */
  static final Set<String> IDS = Set.of("/ping", "/pong", "/healthcheck");

  private final Callers callers;

  ServicePages(Callers callers) {
    this.callers = callers;
  }

  /** Answers one of them; empty for any other id. */
  Optional<Reply> answer(String id) {
    return switch (id) {
      case "/ping", "/pong" -> Optional.of(Reply.empty(200));
      case "/healthcheck" -> Optional.of(health());
      default -> Optional.empty();
    };
  }

  private Reply health() {
    RpcResult health = RpcResult.ok();
    try {
      callers.probe();
    } catch (StoreUnavailable e) {
      health = SessionRpcErrors.overloaded(null);
    }
    String json = Json.write(ResultEnvelope.forJson(health));
    return Reply.of(health.status(), "application/json", json.getBytes(StandardCharsets.UTF_8));
  }
}
