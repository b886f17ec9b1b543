package dev.latchkey.check;

/** The way to a server. */
@FunctionalInterface
public interface Asking {
  /**
   * Sends a request and waits for the answer.
   *
   * @param ask what to send
   * @return the answer, whatever its status; redirects are not followed
   * @throws NoAnswer if there was none
   */
  Answer ask(Ask ask) throws NoAnswer;
}
