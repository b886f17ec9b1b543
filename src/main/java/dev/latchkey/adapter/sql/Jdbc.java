package dev.latchkey.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Work on the bare connection of a handle, for what is done by the hundreds: binding values by name
 * costs more than writing them.
 */
final class Jdbc {
  private Jdbc() {}

  /** Runs the work; what it throws is translated as everything is that a handle throws. */
  static <T> T on(Handle handle, Work<T> work) {
    try {
      return work.run(handle.getConnection());
    } catch (SQLException e) {
      throw new Thrown(e);
    }
  }

  /** Gives as many question marks for a list of parameters. */
  static String marks(int count) {
    return "?" + ", ?".repeat(count - 1);
  }

  /** Work on a connection. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private static final class Thrown extends JdbiException {
    private static final long serialVersionUID = 1L;

    Thrown(SQLException cause) {
      super(cause);
    }
  }
}
