package dev.latchkey.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * One end of a copy: which kind of database, and how to connect to it.
 *
 * @param dialect the kind
 * @param connections opens connections for one long piece of work
 */
record CopyEnd(Dialect dialect, ConnectionFactory connections) {
  /** Opens a connection; its caller closes it. */
  Connection open() throws SQLException {
    return connections.openConnection();
  }

  /** Opens a connection on which everything is read as it stood at one moment. */
  Connection openSnapshot() throws SQLException {
    Connection connection = open();
    try {
      connection.setAutoCommit(false);
      if (dialect == Dialect.POSTGRESQL) {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
