package dev.latchkey.wire.contract.sessionrpc;

import org.jspecify.annotations.Nullable;

/** What pairs an answer with its request: chosen by the client, repeated as it came. */
final class CallId {
  private static final int LONGEST = 200;

  private CallId() {}

  /** Says whether a value can be an id, or the lack of one. */
  static boolean isOne(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String text -> text.length() <= LONGEST;
      case Long number -> true;
      default -> false;
    };
  }
}
