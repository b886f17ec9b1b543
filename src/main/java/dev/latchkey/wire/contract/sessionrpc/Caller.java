package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.core.token.FoundToken;
import dev.latchkey.kernel.TypedToken;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param shown the token that was shown, if it has the form of one; its type and number prove
 *     nothing
 * @param found the live session that the token names; null for a guest
 */
record Caller(@Nullable TypedToken shown, @Nullable FoundToken found) {
  /** Somebody without a token. */
  static final Caller GUEST = new Caller(null, null);
}
