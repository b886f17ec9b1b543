package dev.latchkey.core.signin;

import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants to sign in.
 *
 * @param realm among whose accounts
 * @param namespace among which identifiers
 * @param name the name as it was shown; any identifier of the namespace
 * @param plan the session to open
 * @param permissions permissions of which the account must hold at least one; null to ask for none
 * @param origin from where
 */
public record SignInRequest(
    RealmName realm,
    Namespace namespace,
    String name,
    SessionPlan plan,
    @Nullable Set<String> permissions,
    Origin origin) {
  /**
   * Asks to sign in by a name that a person typed.
   *
   * @param realm among whose accounts
   * @param name any identifier of the account
   * @param plan the session to open
   * @param origin from where
   * @return the request
   */
  public static SignInRequest byName(
      RealmName realm, String name, SessionPlan plan, Origin origin) {
    return new SignInRequest(realm, Namespace.NAME, name, plan, null, origin);
  }
}
