package dev.latchkey.wire.contract.sessionrpc;

import org.jspecify.annotations.Nullable;

/** One node of the schema of a call's arguments: judges a value and coerces it. */
@FunctionalInterface
interface Rule {
  /**
   * Reads a value.
   *
   * @param value what the client sent
   * @param complaints takes one sentence for each thing that is wrong
   * @return the value as the call is to see it; of no meaning if there was a complaint
   */
  @Nullable Object read(@Nullable Object value, Complaints complaints);
}
