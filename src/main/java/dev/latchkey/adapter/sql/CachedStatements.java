package dev.latchkey.adapter.sql;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps the prepared statements of one connection, because preparing a statement costs more than
 * running it. All SQL of this room is constant, so their number is bounded. A statement that is
 * still open is never handed out a second time.
 */
final class CachedStatements implements StatementBuilder {
  private final Map<String, PreparedStatement> idle = new HashMap<>();
  private final IdentityHashMap<Statement, String> open = new IdentityHashMap<>();

  @Override
  public Statement create(Connection connection, StatementContext context) throws SQLException {
    return connection.createStatement();
  }

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    PreparedStatement given =
        kept != null
            ? kept
            : connection.prepareStatement(
                sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    open.put(given, sql);
    return given;
  }

  @Override
  public CallableStatement createCall(Connection connection, String sql, StatementContext context)
      throws SQLException {
    return connection.prepareCall(sql);
  }

  @Override
  public void close(Connection connection, String sql, Statement statement) throws SQLException {
    // The text given here is from before the names of parameters were replaced, so it is no key.
    String text = open.remove(statement);
    if (text == null || !(statement instanceof PreparedStatement prepared)) {
      statement.close();
      return;
    }
    // Parameters are not cleared: each use binds all of them, and clearing would make SQLite
    // prepare the statement anew.
    if (idle.putIfAbsent(text, prepared) != null) {
      prepared.close();
    }
  }
}
