package dev.latchkey.cli;

/** One command of the program. */
interface Command {
  /** Says how it is called. */
  Usage usage();

  /**
   * Does it. Returning means done.
   *
   * @param given what it was called with
   * @param terminal where to print
   * @throws Refused if it cannot be done as things stand
   * @throws Misused if the call makes no sense
   * @throws dev.latchkey.kernel.StartProblem if the store or the server cannot be started
   */
  void run(Given given, Terminal terminal) throws Refused, Misused;
}
