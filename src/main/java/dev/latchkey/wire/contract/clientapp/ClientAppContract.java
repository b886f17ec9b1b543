package dev.latchkey.wire.contract.clientapp;

import dev.latchkey.core.client.Clients;
import dev.latchkey.core.signin.SignIn;
import dev.latchkey.core.signup.SignUp;
import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.feature.password.PasswordProofs;
import dev.latchkey.kernel.Time;
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

/** The {@code client-app} contract on its paths. */
public final class ClientAppContract implements Contract {
  /** The id that the document prints. */
  private static final String DOCUMENTED_CLIENT = "zpjfcgu8nqgrpwlsau30ycpl2mc9ox";

  /** The name of the contract. */
  public static final String NAME = "client-app";

  private static final String AUTHORIZE = "/oauth/authorize";

  /**
   * What stands on every answer, beside what the listener adds: {@code X-Content-Type-Options},
   * {@code X-Request-Id}, and {@code Cache-Control} where there is none. Any origin may read them,
   * since no cookie is used; so credentials must never be allowed here.
   */
  private static final List<Reply.Header> COMMON =
      List.of(
          new Reply.Header("X-Frame-Options", "SAMEORIGIN"),
          new Reply.Header("X-XSS-Protection", "1; mode=block"),
          new Reply.Header("X-UA-Compatible", "chrome=1"),
          new Reply.Header("Access-Control-Allow-Origin", "*"),
          new Reply.Header("Access-Control-Allow-Methods", "POST, PUT, DELETE, GET, OPTIONS"),
          new Reply.Header("Access-Control-Request-Method", "*"),
          new Reply.Header(
              "Access-Control-Allow-Headers",
              "Origin, X-Requested-With, Content-Type, Accept, Authorization,"
                  + " Content-Disposition"));

  private final ClientAppJson json;
  private final ClientAppErrors errors;
  private final List<Route> routes;

  /**
   * Makes one.
   *
   * @param settings its settings
   * @param clients registered clients
   * @param signUp signs up
   * @param signIn signs in
   * @param passwordProofs proves accounts by passwords
   * @param sessionCheck checks tokens
   * @param time the clock
   */
  public ClientAppContract(
      ClientAppSettings settings,
      Clients clients,
      SignUp signUp,
      SignIn signIn,
      PasswordProofs passwordProofs,
      SessionCheck sessionCheck,
      Time time) {
    this.json = new ClientAppJson(settings);
    this.errors = new ClientAppErrors();
    SessionPlan plan = SessionPlan.fresh(NAME, new AccessTokenForm(), settings.lifetime());
    AskingClients asking = new AskingClients(clients, errors, settings);
    Endpoint up = new SignUpEndpoint(settings, plan, json, errors, asking, signUp);
    Endpoint authorize = new AuthorizeEndpoint(plan, json, errors, asking, signIn, passwordProofs);
    Endpoint user = new UserEndpoint(json, errors, new AccessTokens(settings), sessionCheck);
    this.routes =
        List.of(
            Route.post("/sign-up", new TimedEndpoint(up, errors, time)),
            Route.post(AUTHORIZE, new TimedEndpoint(authorize, errors, time)),
            Route.get("/users/{" + UserEndpoint.ID + "}", new TimedEndpoint(user, errors, time)));
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
    return AccessTokens.form(request);
  }

  @Override
  public Reply refuse(Request request, Refusal refusal) {
    return errors.refusal(refusal);
  }

  @Override
  public Optional<Reply> preflight(Request request, List<String> allowed) {
    return Optional.of(json.preflight());
  }

  @Override
  public Reply finish(Request request, Reply reply) {
    Reply answer = reply;
    if (request.path().equals(AUTHORIZE) && reply.body().length > 0) {
      answer = answer.withOnly("Content-Type", "application/json");
    }
    List<Reply.Header> headers = new ArrayList<>(COMMON);
    headers.addAll(answer.headers());
    return new Reply(answer.status(), headers, answer.body());
  }

  @Override
  public Optional<Sample> sample(String name, String password) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("grant_type", "password");
    body.put("username", name);
    body.put("password", password);
    body.put("client_id", DOCUMENTED_CLIENT);
    return Optional.of(new Sample("/oauth/authorize", Json.write(body)));
  }
}
