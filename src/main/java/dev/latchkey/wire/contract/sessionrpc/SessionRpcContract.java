package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.core.closing.EndSession;
import dev.latchkey.core.session.Changes;
import dev.latchkey.core.signin.SignIn;
import dev.latchkey.core.signup.SignUp;
import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.feature.password.PasswordProofs;
import dev.latchkey.feature.password.RequestReset;
import dev.latchkey.feature.password.ResetPassword;
import dev.latchkey.feature.verification.ConfirmEmail;
import dev.latchkey.feature.verification.RequestConfirmation;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.wire.http.Contract;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import dev.latchkey.wire.http.Route;
import dev.latchkey.wire.http.SocketRoute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Mounts the contract: its first dialect under {@code /api} and, call by call, at the root; its
 * JSON-RPC dialect under a base of its own; and both over WebSocket.
 */
public final class SessionRpcContract implements Contract {
  static final String NAME = "session-rpc";

  private static final String API = "/api";
  private static final String ROOT_CALLS = "/v1/session/";
  private static final List<String> SERVICE_IDS = List.of("/ping", "/pong", "/healthcheck");
  private static final List<String> VERBS = List.of("GET", "POST");

  private final String jsonRpcBase;
  private final RpcMethods methods;
  private final Endpoint atApi;
  private final Endpoint atRoot;
  private final Endpoint atJsonRpc;
  private final SocketDoor apiSockets;
  private final SocketDoor jsonRpcSockets;

  /**
   * Makes the contract.
   *
   * @param settings what can be set
   * @param signIn signs in
   * @param proofs proves by password
   * @param signUp signs up
   * @param sessionCheck checks tokens
   * @param endSession signs out
   * @param requestReset mails a link to set a password
   * @param resetPassword sets a password by it
   * @param requestConfirmation mails a link to confirm an address
   * @param confirmEmail confirms the address by it
   * @param changes tells which sessions have ended, so that their sockets are closed
   * @param entropy where made-up passwords come from
   */
  public SessionRpcContract(
      SessionRpcSettings settings,
      SignIn signIn,
      PasswordProofs proofs,
      SignUp signUp,
      SessionCheck sessionCheck,
      EndSession endSession,
      RequestReset requestReset,
      ResetPassword resetPassword,
      RequestConfirmation requestConfirmation,
      ConfirmEmail confirmEmail,
      Changes changes,
      Entropy entropy) {
    this.jsonRpcBase = settings.jsonRpcBase();
    this.methods =
        new RpcMethods(
            List.of(
                new ConfirmEmailByTokenEndpoint(confirmEmail),
                new SendConfirmationEmailEndpoint(settings, requestConfirmation),
                new SendPasswordResetEmailEndpoint(settings, requestReset),
                new SetPasswordByTokenEndpoint(resetPassword),
                new SignInEndpoint(settings, signIn, proofs),
                new SignOutEndpoint(endSession),
                new SignUpEndpoint(settings, signUp, entropy)));
    Callers callers = new Callers(sessionCheck);
    Health health = new Health(callers);
    VoidCalls voidCalls = new VoidCalls();
    boolean inQuery = settings.credentialsInQuery();
    this.atApi = new RpcEndpoint(API, methods, callers, health, voidCalls, inQuery);
    this.atRoot = new RpcEndpoint("", methods, callers, health, voidCalls, inQuery);
    this.atJsonRpc = new JsonRpcEndpoint(jsonRpcBase, methods, callers, health, voidCalls);
    LiveSockets live = new LiveSockets();
    changes.subscribe(live);
    RpcFrames rpc = new RpcFrames(methods);
    JsonRpcFrames jsonRpc = new JsonRpcFrames(methods, health);
    this.apiSockets = new SocketDoor(rpc, jsonRpc, callers, live);
    this.jsonRpcSockets = new SocketDoor(jsonRpc, jsonRpc, callers, live);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    add(routes, API, atApi);
    add(routes, jsonRpcBase, atJsonRpc);
    for (String id : methods.ids()) {
      add(routes, API + id, atApi);
      add(routes, id, atRoot);
      add(routes, jsonRpcBase + id, atJsonRpc);
    }
    for (String id : SERVICE_IDS) {
      add(routes, API + id, atApi);
      add(routes, jsonRpcBase + id, atJsonRpc);
    }
    return List.copyOf(routes);
  }

  @Override
  public List<Fallback> fallbacks() {
    return List.of(
        new Fallback(API + "/", VERBS, atApi),
        new Fallback(ROOT_CALLS, VERBS, atRoot),
        new Fallback(jsonRpcBase + "/", VERBS, atJsonRpc));
  }

  @Override
  public List<SocketRoute> sockets() {
    return List.of(
        new SocketRoute(API, apiSockets),
        new SocketRoute(API + "/", apiSockets),
        new SocketRoute(jsonRpcBase, jsonRpcSockets),
        new SocketRoute(jsonRpcBase + "/", jsonRpcSockets));
  }

  @Override
  public String tokenForm(Request request) {
    return Callers.form(request);
  }

  @Override
  public Reply refuse(Request request, Refusal refusal) {
    RpcResult result = SessionRpcErrors.of(refusal);
    return (request.path() + "/").startsWith(jsonRpcBase + "/")
        ? Encoding.jsonRpc(result, null)
        : Encoding.of(request).orElse(Encoding.JSON).reply(result);
  }

  private static void add(List<Route> routes, String path, Endpoint endpoint) {
    VERBS.forEach(verb -> routes.add(new Route(verb, path, endpoint)));
  }

  @Override
  public Optional<Sample> sample(String name, String password) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("username", name);
    body.put("password", password);
    return Optional.of(new Sample("/api/v1/session/signin", Json.write(List.of(body))));
  }
}
