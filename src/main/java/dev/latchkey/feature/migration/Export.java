package dev.latchkey.feature.migration;

import org.jspecify.annotations.Nullable;

/** The entries of an export, one after another. */
public interface Export extends AutoCloseable {
  /**
   * Reads the next entry.
   *
   * @return the entry; null at the end
   * @throws dev.latchkey.kernel.StartProblem if the file cannot be read on; the message is one line
   */
  @Nullable Entry next();

  /**
   * Says how much was read.
   *
   * @return bytes of the file, about
   */
  long read();

  @Override
  void close();
}
