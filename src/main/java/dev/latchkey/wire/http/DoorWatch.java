package dev.latchkey.wire.http;

import org.jspecify.annotations.Nullable;

/**
 * Learns through which door of a contract each request came. Called on the way of each answer:
 * returns at once.
 */
@FunctionalInterface
public interface DoorWatch {
  /** Forgets it. */
  DoorWatch IGNORED = (contract, route, form, agent, isRefused) -> {};

  /**
   * A request came to an endpoint and was answered.
   *
   * @param contract the name of the contract
   * @param route the verb and path as the contract wrote it, never what was asked for
   * @param form the form in which a token came, as {@link Contract#tokenForm} names it
   * @param agent what the caller calls itself; null if nothing
   * @param isRefused whether the status says that the request was refused or failed
   */
  void used(String contract, String route, String form, @Nullable String agent, boolean isRefused);
}
