package dev.latchkey.feature.verification;

/** Carries the answer out of a transaction, so that it rolls back. */
final class TakenSignal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TakenSignal() {
    super("taken", null, false, false);
  }
}
