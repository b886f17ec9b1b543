package dev.latchkey.adapter.sql;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Connections on which one chosen step fails: every execution and every commit is a step. */
final class FaultySource implements DataSource {
  private final DataSource sound;
  private int failing;
  private int steps;
  private String state = "40001";
  private boolean isAnswerLost;

  FaultySource(DataSource sound) {
    this.sound = sound;
  }

  /** Lets the nth step from now on fail, once. */
  void failAt(int step, String sqlState) {
    failing = step;
    steps = 0;
    state = sqlState;
  }

  /** Lets the next commit succeed, and its answer be lost, once. */
  void loseAnswerToCommit() {
    isAnswerLost = true;
  }

  /** Says whether the step came. */
  boolean hasFailed() {
    return failing > 0 && steps >= failing;
  }

  private void step() throws SQLException {
    if (++steps == failing) {
      throw new SQLException("injected", state);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return wrapped(Connection.class, sound.getConnection());
  }

  private <T> T wrapped(Class<T> type, Object real) {
    InvocationHandler handler = (proxy, method, arguments) -> invoke(real, method, arguments);
    return type.cast(
        Proxy.newProxyInstance(
            FaultySource.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
    if (method.getName().startsWith("execute") || method.getName().equals("commit")) {
      step();
    }
    Object result;
    try {
      result = method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (isAnswerLost && method.getName().equals("commit")) {
      isAnswerLost = false;
      throw new SQLException("the answer was lost", "08006");
    }
    return switch (result) {
      case PreparedStatement statement -> wrapped(PreparedStatement.class, statement);
      case Statement statement -> wrapped(Statement.class, statement);
      case null, default -> result;
    };
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return sound.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    sound.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    sound.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return sound.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return sound.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return sound.isWrapperFor(type);
  }
}
