package dev.latchkey.feature.migration;

/** The port to the file that another system wrote. It can be read more than once. */
public interface ExportFile {
  /**
   * Names it, for people.
   *
   * @return the name of the file, without its directory
   */
  String name();

  /**
   * Says how long it is.
   *
   * @return bytes
   */
  long size();

  /**
   * Digests all of it, and what says how it is read, so that a changed file is another one.
   *
   * @return 43 characters
   * @throws dev.latchkey.kernel.StartProblem if it cannot be read
   */
  String digest();

  /**
   * Opens it at its beginning.
   *
   * @return its entries
   * @throws dev.latchkey.kernel.StartProblem if it is no such file; the message is one line
   */
  Export open();
}
