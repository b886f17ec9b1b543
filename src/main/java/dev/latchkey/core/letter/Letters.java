package dev.latchkey.core.letter;

/** The port to whoever writes and sends letters. */
@FunctionalInterface
public interface Letters {
  /**
   * Keeps a letter for sending, in the transaction of the calling thread.
   *
   * @param letter the letter
   */
  void enqueue(Letter letter);
}
