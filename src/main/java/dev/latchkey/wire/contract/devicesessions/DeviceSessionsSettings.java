package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.core.session.Lifetime;
import dev.latchkey.kernel.RealmName;

/**
 * Settings of the {@code device-sessions} contract.
 *
 * @param realm whose accounts it serves
 * @param lifetime how long its sessions live
 * @param revealUnknown whether {@code restore_password} says that nobody has the address; else it
 *     answers known and unknown addresses alike
 * @param requireCurrentPassword whether {@code change_password} asks for {@code current_password};
 *     else it is judged only where a client sends it
 * @param minPasswordLength the fewest characters of a password that is to be set; sign-in asks for
 *     the documented six whatever stands here
 */
public record DeviceSessionsSettings(
    RealmName realm,
    Lifetime lifetime,
    boolean revealUnknown,
    boolean requireCurrentPassword,
    int minPasswordLength) {
  /** The documented behaviour. */
  public static final DeviceSessionsSettings DEFAULT =
      new DeviceSessionsSettings(
          RealmName.MAIN, Lifetime.UNBOUNDED, false, false, FieldRules.DOCUMENTED_MINIMUM);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if {@code minPasswordLength} is below the documented six,
   *     which would let accounts be made that cannot sign in, or above 128
   */
  public DeviceSessionsSettings {
    if (minPasswordLength < FieldRules.DOCUMENTED_MINIMUM || minPasswordLength > 128) {
      throw new IllegalArgumentException(
          "minPasswordLength must be between "
              + FieldRules.DOCUMENTED_MINIMUM
              + " and 128, not "
              + minPasswordLength);
    }
  }
}
