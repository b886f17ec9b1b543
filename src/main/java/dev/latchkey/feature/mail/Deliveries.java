package dev.latchkey.feature.mail;

/** The port to the mail server. */
public interface Deliveries extends AutoCloseable {
  /**
   * Hands a letter over. Takes a bounded time, whatever the server does.
   *
   * @param mail the letter
   * @param accepted runs as soon as the server has taken the letter, before anything else is said
   * @return what came of it
   */
  Outcome deliver(Mail mail, Runnable accepted);

  /** Breaks off what goes on; later calls fail at once. */
  @Override
  void close();

  /** What came of it. Problems are one line without secrets. */
  sealed interface Outcome {
    /** The server took it. */
    record Accepted() implements Outcome {}

    /**
     * The server will never take it.
     *
     * @param problem what it said
     */
    record Refused(String problem) implements Outcome {}

    /**
     * The server did not take it now.
     *
     * @param problem what it said, or what went wrong
     */
    record Postponed(String problem) implements Outcome {}

    /**
     * The letter was handed over whole and no answer came: it may have arrived.
     *
     * @param problem what went wrong
     */
    record Unclear(String problem) implements Outcome {}

    /**
     * There was no talking to the server at all; every other letter would fare the same.
     *
     * @param problem what went wrong
     */
    record Unreachable(String problem) implements Outcome {}
  }
}
