package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.core.session.Lifetime;
import dev.latchkey.kernel.RealmName;

/**
 * Settings of the {@code private-token} contract.
 *
 * @param realm among whose accounts it works
 * @param lifetime how long a session, and so its token, lives
 * @param minPasswordLength the shortest password that can be set, in code points
 * @param requireConfirmation whether a new password has to be sent twice; one that is sent must
 *     match in any case
 * @param revealUnknown whether asking for a reset tells that nobody has the address
 * @param joinErrors whether {@code errors} is always one text, as clients from June 2015 on expect,
 *     and not a list
 * @param showContact whether answers also carry {@code phone_number} and {@code avatar}, as clients
 *     from August 2015 on expect
 */
public record PrivateTokenSettings(
    RealmName realm,
    Lifetime lifetime,
    int minPasswordLength,
    boolean requireConfirmation,
    boolean revealUnknown,
    boolean joinErrors,
    boolean showContact) {
  /** The longest password that can be set, in code points. */
  public static final int MAX_PASSWORD_LENGTH = 128;

  /** What holds unless it is set: what the documents promise. */
  public static final PrivateTokenSettings DEFAULT =
      new PrivateTokenSettings(RealmName.MAIN, Lifetime.UNBOUNDED, 8, true, false, false, false);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a figure is out of bounds
   */
  public PrivateTokenSettings {
    if (minPasswordLength < 1 || minPasswordLength > MAX_PASSWORD_LENGTH) {
      throw new IllegalArgumentException(
          "the shortest password must be between 1 and 128, not " + minPasswordLength);
    }
  }
}
