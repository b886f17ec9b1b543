package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.wire.http.Contract;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import dev.latchkey.wire.http.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The contract {@code jwt-sessions} on its paths, and on their short names if that is set. */
public final class JwtSessionsContract implements Contract {
  /** The name of the contract. */
  public static final String NAME = "jwt-sessions";

  private final List<Route> routes;
  private final WebOrigins origins;

  /**
   * Makes one.
   *
   * @param settings how it behaves
   * @param operations what it calls
   */
  public JwtSessionsContract(JwtSessionsSettings settings, JwtSessionsOperations operations) {
    this.origins = new WebOrigins(settings.origins(), settings.loopbackOrigins());
    SessionPlan.Order access = new SessionPlan.Order(UidForm.ACCESS, settings.accessLifetime());
    SessionPlan.Order refresh = new SessionPlan.Order(UidForm.REFRESH, null);
    SessionPlan plan =
        new SessionPlan(
            NAME,
            null,
            null,
            false,
            Device.UNKNOWN,
            List.of(access, refresh),
            new Lifetime(null, settings.refreshLifetime()));
    Csrf csrf = new Csrf(operations.csrfKey(), operations.entropy());
    SessionTokens tokens = new SessionTokens(operations.signedTokens(), operations.time());
    ShownTokens shown = new ShownTokens(tokens, csrf);
    SessionReplies replies = new SessionReplies(settings, tokens, csrf, operations.time());
    this.routes =
        routes(
            settings.aliases(),
            origins.guarded(new SignUpEndpoint(settings, plan, operations.signUp(), replies)),
            origins.guarded(
                new SignInEndpoint(
                    settings.realm(), plan, operations.signIn(), operations.passwords(), replies)),
            origins.guarded(
                new SignOutEndpoint(shown, operations.check(), operations.endSession(), replies)),
            origins.guarded(
                new RefreshEndpoint(settings, access, operations, tokens, shown, replies)),
            origins.guarded(new MeEndpoint(shown, operations.check(), operations.time())));
  }

  private static List<Route> routes(
      boolean hasAliases,
      Endpoint signUp,
      Endpoint signIn,
      Endpoint signOut,
      Endpoint refresh,
      Endpoint me) {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.post("/v1/auth", signUp));
    routes.add(Route.post("/v1/auth/sign_in", signIn));
    routes.add(Route.delete("/v1/auth/sign_out", signOut));
    routes.add(Route.post("/v1/auth/refresh", refresh));
    routes.add(Route.get("/v1/auth/me", me));
    if (hasAliases) {
      routes.add(Route.post("/signup", signUp));
      routes.add(Route.post("/signin", signIn));
      routes.add(Route.delete("/signin", signOut));
      routes.add(Route.post("/refresh", refresh));
      routes.add(Route.get("/me", me));
    }
    return List.copyOf(routes);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Route> routes() {
    return routes;
  }

  @Override
  public String tokenForm(Request request) {
    return ShownTokens.form(request);
  }

  @Override
  public Reply refuse(Request request, Refusal refusal) {
    return JwtSessionsErrors.of(refusal);
  }

  @Override
  public Optional<Reply> preflight(Request request, List<String> allowed) {
    return origins.preflight(request);
  }

  /** Shares answers with the web pages that may call; the listener adds what all answers carry. */
  @Override
  public Reply finish(Request request, Reply reply) {
    return origins.shared(request, reply);
  }

  @Override
  public Optional<Sample> sample(String name, String password) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("email", name);
    body.put("password", password);
    return Optional.of(new Sample("/v1/auth/sign_in", Json.write(body)));
  }
}
