package dev.latchkey.adapter.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A disk that fails to synchronise at a chosen statement, and a record of the plain statements that
 * were executed. A failing COMMIT changes nothing, as SQLite's own does not.
 */
final class DiskFault {
  private final List<String> executed = Collections.synchronizedList(new ArrayList<>());
  private volatile String failing = "";
  private volatile int failingTime;

  /** Lets a statement fail when it is executed for the nth time. */
  void failOnce(String sql, int time) {
    failingTime = time;
    failing = sql;
  }

  /** Says how often a statement was executed. */
  int count(String sql) {
    return Collections.frequency(List.copyOf(executed), sql);
  }

  /** Gives what was executed after a statement came for the nth time. */
  List<String> after(String sql, int time) {
    List<String> all = List.copyOf(executed);
    int seen = 0;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).equals(sql) && ++seen == time) {
        return all.subList(i + 1, all.size());
      }
    }
    return List.of();
  }

  /** Stands before a connection. */
  Connection before(Connection sound) {
    return wrapped(Connection.class, sound);
  }

  private void executes(String sql) throws SQLiteException {
    executed.add(sql);
    if (sql.equals(failing) && count(sql) == failingTime) {
      throw new SQLiteException("disk I/O error", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
    }
  }

  private <T> T wrapped(Class<T> type, Object real) {
    return type.cast(
        Proxy.newProxyInstance(
            DiskFault.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().startsWith("execute")
                  && arguments != null
                  && arguments[0] instanceof String sql) {
                executes(sql);
              }
              try {
                Object result = method.invoke(real, arguments);
                return method.getName().equals("createStatement")
                    ? wrapped(Statement.class, result)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
