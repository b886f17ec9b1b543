package dev.latchkey.core.challenge;

import dev.latchkey.kernel.TypedToken;

/** What a challenge is for. */
public enum Purpose {
  /** Proving that an e-mail address is one's own. */
  EMAIL_CONFIRMATION(TypedToken.EMAIL_CONFIRMATION),
  /** Setting a new password. */
  PASSWORD_RESET(TypedToken.PASSWORD_RESET);

  private final int type;

  Purpose(int type) {
    this.type = type;
  }

  /**
   * Gives the type that its secrets carry.
   *
   * @return the type of {@link TypedToken}
   */
  public int type() {
    return type;
  }
}
