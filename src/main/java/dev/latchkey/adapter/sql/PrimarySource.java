package dev.latchkey.adapter.sql;

import java.io.PrintWriter;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Opens connections to the host that takes writes, and to none that a failover has left behind. An
 * old primary that comes back takes writes, too, and stands first in the address; but its history
 * is older than what this process has seen, and so it is passed over.
 */
final class PrimarySource implements DataSource {
  private static final System.Logger LOG = System.getLogger(PrimarySource.class.getName());
  private static final String PREFIX = "jdbc:postgresql://";

  /**
   * The first eight digits of a segment's name are its timeline (manual, "Continuous Archiving and
   * Point-in-Time Recovery", "Timelines").
   */
  private static final String SEGMENT = "SELECT pg_walfile_name(pg_current_wal_lsn())";

  private static final int DIGITS = 8;

  private final String url;
  private final Properties properties;
  private final Timelines timelines;

  /**
   * Makes one.
   *
   * @param url the address, with one host or several
   * @param properties what the driver is to know beside it
   * @param timelines what this process has seen so far
   */
  PrimarySource(String url, Properties properties, Timelines timelines) {
    this.url = url;
    this.properties = properties;
    this.timelines = timelines;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection first = DriverManager.getConnection(url, properties);
    if (isCurrent(first)) {
      return first;
    }
    first.close();
    LOG.log(
        Level.WARNING,
        "a database host takes writes that a failover has left behind; it is not used, and should"
            + " be stopped");
    for (String host : hosts(url)) {
      try {
        Connection other = DriverManager.getConnection(host, properties);
        if (isCurrent(other)) {
          return other;
        }
        other.close();
      } catch (SQLException e) {
        // Another one may be the right one.
        LOG.log(Level.DEBUG, "not this host", e);
      }
    }
    throw new SQLException("no host has what was written since the last failover", "25006");
  }

  private boolean isCurrent(Connection connection) throws SQLException {
    try {
      return timelines.isCurrent(timeline(connection));
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Asks for the timeline; 0 if the server has none to tell, as some that speak its protocol. */
  private static long timeline(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(SEGMENT)) {
      return results.next() ? Long.parseLong(results.getString(1).substring(0, DIGITS), 16) : 0;
    } catch (SQLException e) {
      String state = e.getSQLState();
      // Class 42: no such function, or not for this user. 0A and 55: not on this kind of server.
      if (state != null
          && (state.startsWith("42") || state.startsWith("0A") || state.startsWith("55"))) {
        return 0;
      }
      throw e;
    }
  }

  /** Makes an address of each host of an address. */
  static List<String> hosts(String url) {
    int end = url.indexOf('/', PREFIX.length());
    if (end < 0) {
      return List.of(url);
    }
    List<String> all = new ArrayList<>();
    for (String host : url.substring(PREFIX.length(), end).split(",", -1)) {
      all.add(PREFIX + host + url.substring(end));
    }
    return all;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("user and password stand in the properties");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The properties say it.
  }

  /** For so many seconds a pool that is closed waits for a connection that is being opened. */
  @Override
  public int getLoginTimeout() {
    return 1;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
