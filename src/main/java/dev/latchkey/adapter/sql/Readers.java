package dev.latchkey.adapter.sql;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Connections for single queries outside transactions. */
interface Readers extends AutoCloseable {
  /**
   * Runs a query.
   *
   * @param query what to ask
   * @param <T> what it returns
   * @return what it returned
   * @throws dev.latchkey.kernel.StoreUnavailable if the database does not answer
   */
  <T> T read(Function<Handle, T> query);

  /**
   * Runs a query of which only a quick answer is worth anything. Over a network it is given up
   * after a second.
   *
   * @param query what to ask
   * @param <T> what it returns
   * @return what it returned
   * @throws dev.latchkey.kernel.StoreUnavailable if the database does not answer soon
   */
  default <T> T glance(Function<Handle, T> query) {
    return read(query);
  }

  /** Refuses more. */
  @Override
  void close();
}
