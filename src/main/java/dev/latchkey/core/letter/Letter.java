package dev.latchkey.core.letter;

import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.TypedToken;
import org.jspecify.annotations.Nullable;

/**
 * A letter that is to be written.
 *
 * @param kind what it says
 * @param account to whom
 * @param address to which address: the account's stored one
 * @param secret what its link carries; null for letters without a link
 */
public record Letter(Kind kind, AccountId account, String address, @Nullable TypedToken secret) {
  /** What letters say. */
  public enum Kind {
    /** Follow this link to confirm your address. */
    CONFIRM_EMAIL,
    /** Follow this link to set a new password. */
    RESET_PASSWORD
  }
}
