package dev.latchkey.wire.contract.clientapp;

import dev.latchkey.core.session.Lifetime;

/**
 * Settings of the {@code client-app} contract. The realm is not among them: it is the client's.
 *
 * @param lifetime how long a session, and so its token, lives
 * @param minPasswordLength the shortest password that can be set, in code points
 * @param requireSecret whether a client that has a secret must send it; one that is sent must match
 *     in any case
 * @param shortUser whether a user is shown in the short form of May 2014
 * @param tokenParameter whether the token may also stand in the query, as {@code oauth_token},
 *     where it lands in logs
 */
public record ClientAppSettings(
    Lifetime lifetime,
    int minPasswordLength,
    boolean requireSecret,
    boolean shortUser,
    boolean tokenParameter) {
  /** What holds unless it is set: what the documents promise. */
  public static final ClientAppSettings DEFAULT =
      new ClientAppSettings(Lifetime.UNBOUNDED, 1, false, false, false);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a figure is out of bounds
   */
  public ClientAppSettings {
    if (minPasswordLength < 1 || minPasswordLength > 128) {
      throw new IllegalArgumentException(
          "the shortest password must be between 1 and 128, not " + minPasswordLength);
    }
  }
}
