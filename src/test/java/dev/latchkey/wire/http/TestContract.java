package dev.latchkey.wire.http;

import dev.latchkey.kernel.Reason;
import dev.latchkey.kernel.StoreUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A contract whose answers show what reached it. */
final class TestContract implements Contract {
  static final String SECRET = "canary-3b1f";

  static final int LARGE = 16 << 20;

  private final String name;
  private final List<Route> routes = new ArrayList<>();
  private final List<Fallback> fallbacks = new ArrayList<>();
  private final List<SocketRoute> sockets = new ArrayList<>();
  private boolean refusesBadly;

  TestContract(String name) {
    this.name = name;
  }

  /** One of everything. */
  static TestContract full() {
    return new TestContract("test")
        .with(Route.get("/plain", request -> Reply.json(200, "{\"ok\":true}")))
        .with(Route.get("/echo", TestContract::echo))
        .with(Route.post("/echo", TestContract::echo))
        .with(Route.post("/fields", TestContract::fields))
        .with(Route.post("/sign_in", request -> Reply.json(200, "{\"signed\":\"in\"}")))
        .with(Route.get("/users/{id}", TestContract::echo))
        .with(Route.get("/users/me", request -> Reply.json(200, "\"me\"")))
        .with(Route.get("/large", request -> Reply.json(200, "x".repeat(LARGE))))
        .with(Route.get("/empty", request -> Reply.empty(204)))
        .with(
            Route.get(
                "/own-headers",
                request ->
                    Reply.of(
                            200, "text/html; charset=utf-8", "<p>".getBytes(StandardCharsets.UTF_8))
                        .with("Cache-Control", "private")
                        .with("X-Request-Id", "mine")))
        .with(
            Route.get(
                "/store",
                request -> {
                  throw new StoreUnavailable("the disk is full", new IOException("disk"));
                }))
        .with(
            Route.get(
                "/defect",
                request -> {
                  throw new IllegalStateException(SECRET);
                }))
        .with(
            Route.get(
                "/overflow",
                request -> {
                  throw new StackOverflowError(SECRET);
                }));
  }

  TestContract with(Route route) {
    routes.add(route);
    return this;
  }

  TestContract with(Fallback fallback) {
    fallbacks.add(fallback);
    return this;
  }

  TestContract with(SocketRoute socket) {
    sockets.add(socket);
    return this;
  }

  TestContract refusingBadly() {
    refusesBadly = true;
    return this;
  }

  TestContract and(Consumer<TestContract> more) {
    more.accept(this);
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Route> routes() {
    return routes;
  }

  @Override
  public List<Fallback> fallbacks() {
    return fallbacks;
  }

  @Override
  public List<SocketRoute> sockets() {
    return sockets;
  }

  @Override
  public Reply refuse(Request request, Refusal refusal) {
    if (refusesBadly) {
      throw new IllegalStateException("cannot even refuse");
    }
    Reason reason = refusal.reason();
    String words = reason == null ? "DEFECT" : reason.name();
    return Reply.json(status(reason), Json.write(Map.of(name, words)));
  }

  private static int status(@Nullable Reason reason) {
    return switch (reason) {
      case WRONG_VERB -> 405;
      case TOO_LARGE -> 413;
      case UNSUPPORTED_MEDIA -> 415;
      case STORE_UNAVAILABLE, OVERLOADED -> 503;
      case null -> 500;
      default -> 400;
    };
  }

  @Override
  public Optional<Reply> preflight(Request request, List<String> allowed) {
    return request.path().equals("/plain")
        ? Optional.of(Reply.empty(204).with("Access-Control-Allow-Methods", allowed.toString()))
        : Optional.empty();
  }

  @Override
  public Reply finish(Request request, Reply reply) {
    return reply.with("X-Finished", name);
  }

  static Reply echo(Request request) {
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("method", request.method());
    seen.put("path", request.path());
    seen.put("query", request.query());
    seen.put("parameters", request.pathParameters());
    seen.put("body", new String(request.body(), StandardCharsets.UTF_8));
    seen.put("secure", request.isSecure());
    seen.put("address", request.origin().address());
    seen.put("agent", request.origin().agent());
    seen.put("id", request.origin().requestId());
    return Reply.json(200, Json.write(seen));
  }

  private static Reply fields(Request request) throws BadInput {
    return Reply.json(200, Json.write(Fields.of(request).values()));
  }
}
