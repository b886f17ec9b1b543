package dev.latchkey.core.challenge;

import dev.latchkey.kernel.TypedToken;
import java.time.Duration;

/** What a challenge is good for, and nothing else. */
public enum Purpose {
  /** Proves that an address is the account's own. */
  EMAIL_CONFIRMATION(TypedToken.EMAIL_CONFIRMATION, Duration.ofHours(1)),
  /** Sets a new password. */
  PASSWORD_RESET(TypedToken.PASSWORD_RESET, Duration.ofHours(1)),
  /** Makes the address it was sent to the account's address. */
  EMAIL_CHANGE(TypedToken.EMAIL_CHANGE, Duration.ofHours(1)),
  /**
   * Takes a change of address back. It lives longer, since it goes to a mailbox whose owner did not
   * ask for it.
   */
  EMAIL_UNDO(TypedToken.EMAIL_UNDO, Duration.ofDays(3));

  private final int type;
  private final Duration lifetime;

  Purpose(int type, Duration lifetime) {
    this.type = type;
    this.lifetime = lifetime;
  }

  /**
   * Gives the type that its secrets carry.
   *
   * @return one of the constants of {@link TypedToken}
   */
  public int type() {
    return type;
  }

  /**
   * Says whether a secret stays good when a newer one is made, or when the address or the password
   * changes. That to take a change of address back does, since whoever stole the account could kill
   * it otherwise: it dies by its use, its age, and with the account.
   *
   * @return true for {@link #EMAIL_UNDO}
   */
  public boolean outlivesOthers() {
    return this == EMAIL_UNDO;
  }

  /**
   * Gives how long its secrets can be used.
   *
   * @return the duration from issue to expiry
   */
  public Duration lifetime() {
    return lifetime;
  }
}
