package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.signin.SignIn;
import dev.latchkey.core.signin.SignInOutcome;
import dev.latchkey.core.signin.SignInRequest;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.feature.password.PasswordProofs;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/session/signin}: a new session by name and password, or a look at the present one. */
final class SignInEndpoint implements RpcMethod {
  static final Rule ARGUMENTS =
      Rules.arguments(
          0,
          Rules.optional(
              Rules.object(
                  Members.of("username", Rules.text(), "password", Rules.text()),
                  List.of("username", "password"),
                  true)),
          Rules.optional(Rules.anyOf(Rules.nothing(), Rules.listOf(Rules.text()))));

  private final SessionRpcSettings settings;
  private final SignIn signIn;
  private final PasswordProofs proofs;

  SignInEndpoint(SessionRpcSettings settings, SignIn signIn, PasswordProofs proofs) {
    this.settings = settings;
    this.signIn = signIn;
    this.proofs = proofs;
  }

  @Override
  public String id() {
    return "/v1/session/signin";
  }

  @Override
  public Rule arguments() {
    return ARGUMENTS;
  }

  @Override
  public RpcResult answer(List<@Nullable Object> arguments, Caller caller, Origin origin) {
    Set<String> permissions = permissions(arguments.size() > 1 ? arguments.get(1) : null);
    return !arguments.isEmpty() && arguments.getFirst() instanceof Map<?, ?> credentials
        ? open(credentials, permissions, origin)
        : look(caller, permissions);
  }

  private RpcResult open(Map<?, ?> credentials, @Nullable Set<String> permissions, Origin origin) {
    SignInRequest request =
        new SignInRequest(
            settings.realm(),
            Namespace.NAME,
            Members.text(credentials, "username"),
            SessionPlan.fresh(
                SessionRpcContract.NAME, new SessionToken(), settings.sessionLifetime()),
            permissions,
            origin);
    Password password = Password.of(Members.text(credentials, "password"));
    return switch (signIn.signIn(request, proofs.proof(password))) {
      case SignInOutcome.SignedIn in ->
          RpcResult.ok()
              .with(
                  RpcResult.DATA,
                  SessionRpcJson.signedIn(in.opened().secret(SessionToken.KIND), in.account()));
      case SignInOutcome.BadCredentials bad -> SessionRpcErrors.notAuthenticated();
      case SignInOutcome.NotPermitted not -> SessionRpcErrors.notPermitted();
      case SignInOutcome.Throttled throttled -> SessionRpcErrors.throttled(throttled.retryAfter());
      case SignInOutcome.Overloaded busy -> SessionRpcErrors.overloaded(busy.retryAfter());
    };
  }

  private static RpcResult look(Caller caller, @Nullable Set<String> permissions) {
    if (caller.found() == null) {
      return SessionRpcErrors.notAuthenticated().with(RpcResult.DATA, SessionRpcJson.guest());
    }
    Account account = caller.found().account();
    if (permissions != null && permissions.stream().noneMatch(account::holds)) {
      return SessionRpcErrors.notPermitted();
    }
    return RpcResult.ok().with(RpcResult.DATA, SessionRpcJson.signedIn(null, account));
  }

  private static @Nullable Set<String> permissions(@Nullable Object argument) {
    if (!(argument instanceof List<?> list)) {
      return null;
    }
    Set<String> words = new LinkedHashSet<>();
    list.forEach(one -> words.add(String.valueOf(one)));
    return words;
  }
}
