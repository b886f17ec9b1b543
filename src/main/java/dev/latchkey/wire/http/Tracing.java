package dev.latchkey.wire.http;

import java.util.function.Supplier;

/** Watches each request while it is answered. */
@FunctionalInterface
public interface Tracing {
  /** Watches nothing. */
  Tracing OFF = (contract, route, request, work) -> work.get();

  /**
   * Does the work that answers a request.
   *
   * @param contract the name of the contract that answers; {@code none} for unknown paths
   * @param route the verb and path as the contract wrote it, never what was asked for; the number
   *     of them is bounded
   * @param request what was asked; a {@code traceparent} in it comes from a trusted proxy
   * @param work answers, and never throws
   * @return the answer
   */
  Reply answer(String contract, String route, Request request, Supplier<Reply> work);
}
