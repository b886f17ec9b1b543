package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.core.session.Lifetime;
import dev.latchkey.kernel.RealmName;
import java.util.regex.Pattern;

/**
 * What can be set about the contract {@code session-rpc}.
 *
 * @param realm whose accounts it serves
 * @param sessionLifetime how long its sessions live
 * @param jsonRpcBase the path of the JSON-RPC dialect, without a slash at its end
 * @param usernameIsEmail whether a name must be an e-mail address at sign-up, as the original had
 *     it by default
 * @param revealUnknown whether the calls that send mail tell that a name is unknown or confirmed
 *     already, as the original did
 * @param credentialsInQuery whether a password may stand in the query string of a GET
 */
public record SessionRpcSettings(
    RealmName realm,
    Lifetime sessionLifetime,
    String jsonRpcBase,
    boolean usernameIsEmail,
    boolean revealUnknown,
    boolean credentialsInQuery) {
  private static final Pattern BASE = Pattern.compile("(/[a-z0-9][a-z0-9._-]*){1,4}");

  /** What holds unless it is set. */
  public static final SessionRpcSettings DEFAULT =
      new SessionRpcSettings(RealmName.MAIN, Lifetime.UNBOUNDED, "/jsonrpc", false, false, false);

  /**
   * Checks the base path.
   *
   * @throws IllegalArgumentException if it is no plain path, or is one that the first dialect owns
   */
  public SessionRpcSettings {
    if (!BASE.matcher(jsonRpcBase).matches()) {
      throw new IllegalArgumentException(
          "jsonRpcBase must be a path such as /jsonrpc, without a slash at its end");
    }
    boolean taken =
        (jsonRpcBase + "/").startsWith("/api/") || (jsonRpcBase + "/").startsWith("/v1/");
    if (taken) {
      throw new IllegalArgumentException("jsonRpcBase must not stand under /api or /v1");
    }
  }
}
