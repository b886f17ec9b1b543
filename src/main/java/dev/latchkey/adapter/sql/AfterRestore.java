package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.Origin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What is done to a restored store before a server may start on it: numbers skip ahead, and
 * sessions end if that is wanted.
 */
final class AfterRestore implements StoreCopy.LastStep {
  private final Dialect dialect;
  private final Instant madeAt;
  private final boolean endsSessions;
  private final Instant now;
  private long nextAccount;
  private long nextDevice;
  private int ended;

  AfterRestore(Dialect dialect, Instant madeAt, boolean endsSessions, Instant now) {
    this.dialect = dialect;
    this.madeAt = madeAt;
    this.endsSessions = endsSessions;
    this.now = now;
  }

  @Override
  public void run(Connection source, Connection target, Map<String, Checksum> contents)
      throws SQLException {
    Duration age = Duration.between(madeAt, now);
    nextAccount = skipAhead(Counter.ACCOUNTS, target, age) + 1;
    nextDevice = skipAhead(Counter.DEVICES, target, age) + 1;
    if (endsSessions) {
      tellOfEndings(target);
      ended = update(target, "UPDATE sessions SET ended_at = ? WHERE ended_at IS NULL");
      update(target, "UPDATE challenges SET used_at = ? WHERE used_at IS NULL");
    }
  }

  /** Gives the last number afterwards. */
  private long skipAhead(Counter counter, Connection target, Duration age) throws SQLException {
    long last = counter.read(target, dialect);
    long later = last + counter.leap(last, age);
    counter.write(target, dialect, later);
    return later;
  }

  /** Says how many sessions were ended. */
  int ended() {
    return ended;
  }

  /** Gives the number of the next account. */
  long nextAccount() {
    return nextAccount;
  }

  /** Gives the number of the next device. */
  long nextDevice() {
    return nextDevice;
  }

  private void tellOfEndings(Connection target) throws SQLException {
    update(
        target,
        """
        INSERT INTO session_endings (session_id, account_id, ended_at)
        SELECT id, account_id, CAST(? AS BIGINT) FROM sessions WHERE ended_at IS NULL
        ON CONFLICT (session_id) DO NOTHING
        """);
    try (PreparedStatement statement =
        target.prepareStatement(
            """
            INSERT INTO events (kind, account_id, address, request_id, created_at)
            SELECT DISTINCT 'SESSIONS_ENDED', account_id, CAST(? AS TEXT), CAST(? AS TEXT),
              CAST(? AS BIGINT)
            FROM sessions WHERE ended_at IS NULL
            """)) {
      statement.setString(1, Origin.LOCAL.address());
      statement.setString(2, Origin.LOCAL.requestId());
      statement.setLong(3, now.toEpochMilli());
      statement.executeUpdate();
    }
  }

  private int update(Connection target, String sql) throws SQLException {
    try (PreparedStatement statement = target.prepareStatement(sql)) {
      statement.setLong(1, now.toEpochMilli());
      return statement.executeUpdate();
    }
  }
}
