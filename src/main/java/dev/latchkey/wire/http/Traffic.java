package dev.latchkey.wire.http;

/** Learns of every request that was answered. Called on the way of each answer: returns at once. */
@FunctionalInterface
public interface Traffic {
  /** Forgets it. */
  Traffic IGNORED = (contract, route, status, nanos) -> {};

  /**
   * A request was answered.
   *
   * @param contract the name of the contract that answered; {@code none} for unknown paths
   * @param route the verb and path as the contract wrote it, never what was asked for; the number
   *     of them is bounded
   * @param status the status of the answer
   * @param nanos how long that took, from the request read to the answer made
   */
  void answered(String contract, String route, int status, long nanos);
}
