package dev.latchkey.kernel;

/** The store did not answer, or refused to write (disk full, read-only). Nothing was kept. */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what failed, without secrets
   * @param cause what the store's driver said
   */
  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
