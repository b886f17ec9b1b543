package dev.latchkey.boot;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the documents of the contracts promise and a public server should not. Null means unsettled:
 * allowed as long as the server is bound to loopback, refused beyond.
 *
 * @param bareOpenid whether a WeChat openid signs in without proof
 * @param endlessSessions whether sessions of the four contracts whose originals knew no expiry
 *     never expire
 * @param shortPasswords whether the short passwords that contracts document may be set
 * @param localOrigins whether browsers on any port of localhost and 127.0.0.1 may use {@code
 *     jwt-sessions} with cookies
 * @param documentedClient whether the client id printed in the {@code client-app} document is
 *     registered
 */
public record AllowanceSettings(
    @Nullable Boolean bareOpenid,
    @Nullable Boolean endlessSessions,
    @Nullable Boolean shortPasswords,
    @Nullable Boolean localOrigins,
    @Nullable Boolean documentedClient) {
  /** Nothing is settled. */
  public static final AllowanceSettings UNSETTLED =
      new AllowanceSettings(null, null, null, null, null);

  /**
   * Says whether something is allowed.
   *
   * @param setting one of the components
   * @return true unless it is settled as forbidden
   */
  static boolean allows(@Nullable Boolean setting) {
    return setting == null || setting;
  }

  /**
   * Lists all of them, in the order in which they are told.
   *
   * @return the allowances
   */
  public List<Allowance> list() {
    return List.of(
        new Allowance("bare_openid", bareOpenid, "a WeChat openid signs in without proof"),
        new Allowance("endless_sessions", endlessSessions, "sessions never expire by themselves"),
        new Allowance(
            "short_passwords", shortPasswords, "passwords as short as each contract documents"),
        new Allowance(
            "local_origins",
            localOrigins,
            "browsers on any port of localhost may use jwt-sessions with cookies"),
        new Allowance(
            "documented_client",
            documentedClient,
            "the client id printed in the client-app document is registered"));
  }

  /**
   * Lists what must be settled before the server may be reached from elsewhere.
   *
   * @return the unsettled allowances
   */
  public List<Allowance> unsettled() {
    List<Allowance> open = new ArrayList<>(list());
    open.removeIf(one -> one.setting() != null);
    return open;
  }

  /**
   * One of them.
   *
   * @param key its name below {@code allow} in the settings
   * @param setting how it is settled; null if it is not
   * @param meaning what it allows, in words
   */
  public record Allowance(String key, @Nullable Boolean setting, String meaning) {
    /**
     * Says whether it holds.
     *
     * @return true unless it is settled as forbidden
     */
    public boolean holds() {
      return allows(setting);
    }
  }
}
