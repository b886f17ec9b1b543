package dev.latchkey.adapter.sql;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where accounts and sessions are kept.
 *
 * @param url the JDBC address of a PostgreSQL database, with several hosts if need be; null for the
 *     embedded store in the data directory
 * @param user as whom to connect; null if the address says it
 * @param password the password of that user; null if none is needed or the address says it
 * @param connections how many connections this process may have open
 * @param patience how long a request may wait for a free connection
 * @param statementTimeout how long one statement may take
 */
public record DatabaseSettings(
    @Nullable String url,
    @Nullable String user,
    @Nullable String password,
    int connections,
    Duration patience,
    Duration statementTimeout) {
  /** How long one statement may take that reads a whole table. */
  public static final Duration LONGEST_STATEMENT = Duration.ofHours(1);

  private static final String PREFIX = "jdbc:postgresql://";
  private static final int MOST = 1_000;
  private static final Duration SHORTEST = Duration.ofMillis(250);

  /** What holds unless it is set. */
  public static final DatabaseSettings DEFAULT =
      new DatabaseSettings(null, null, null, 16, Duration.ofSeconds(3), Duration.ofSeconds(10));

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if the address is of another kind, or a figure out of bounds
   */
  public DatabaseSettings {
    if (url != null && !url.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "url must start with " + PREFIX + "; leave it out for the embedded store");
    }
    if (connections < 2 || connections > MOST) {
      throw new IllegalArgumentException("connections must be from 2 to " + MOST);
    }
    if (patience.compareTo(SHORTEST) < 0 || statementTimeout.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "patience and statementTimeout must be at least " + SHORTEST.toMillis() + "ms");
    }
  }

  /**
   * Says where the database is, without what the address may hold of a password.
   *
   * @return its hosts and name; empty for the embedded store
   */
  public Optional<String> place() {
    if (url == null) {
      return Optional.empty();
    }
    int end = url.indexOf('?');
    String bare = end < 0 ? url : url.substring(0, end);
    // The driver takes no user before the hosts, but people write one there.
    return Optional.of(
        "postgresql://" + bare.substring(bare.lastIndexOf('@') + 1).replace(PREFIX, ""));
  }

  @Override
  public String toString() {
    // The address may hold a password.
    return url == null ? "[embedded store]" : "[PostgreSQL]";
  }
}
