package crash;

import dev.latchkey.adapter.sql.Database;
import dev.latchkey.core.session.Changes;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a whole store by SQL and looks for damage, for halves of things and for rows that point to nothing. */
final class Audit {
  private static final Map<String, String> HALVES = new LinkedHashMap<>();

  static {
    HALVES.put(
        "an account without a name",
        "SELECT count(*) FROM accounts a WHERE NOT EXISTS (SELECT 1 FROM identifiers i WHERE i.account_id = a.id)");
    HALVES.put(
        "an account whose address leads elsewhere",
        "SELECT count(*) FROM accounts a WHERE a.email_canonical IS NOT NULL AND NOT EXISTS"
            + " (SELECT 1 FROM identifiers i WHERE i.account_id = a.id AND i.canonical = a.email_canonical)");
    HALVES.put(
        "an account whose user name leads elsewhere",
        "SELECT count(*) FROM accounts a WHERE a.username_canonical IS NOT NULL AND NOT EXISTS"
            + " (SELECT 1 FROM identifiers i WHERE i.account_id = a.id AND i.canonical = a.username_canonical)");
    HALVES.put(
        "an account without a password",
        "SELECT count(*) FROM accounts a WHERE NOT EXISTS (SELECT 1 FROM passwords p WHERE p.account_id = a.id)");
    HALVES.put(
        "a session without a token",
        "SELECT count(*) FROM sessions s WHERE NOT EXISTS (SELECT 1 FROM tokens t WHERE t.session_id = s.id)");
    HALVES.put(
        "a session without a current token",
        "SELECT count(*) FROM sessions s WHERE s.ended_at IS NULL AND NOT EXISTS"
            + " (SELECT 1 FROM tokens t WHERE t.session_id = s.id AND t.superseded_at IS NULL)");
    HALVES.put(
        "an ended session that the feed does not tell of",
        "SELECT count(*) FROM sessions s WHERE s.ended_at IS NOT NULL AND NOT EXISTS"
            + " (SELECT 1 FROM session_endings e WHERE e.session_id = s.id)");
    HALVES.put(
        "the feed tells of the end of a live session",
        "SELECT count(*) FROM session_endings e JOIN sessions s ON s.id = e.session_id WHERE s.ended_at IS NULL");
    for (String child :
        List.of("identifiers", "passwords", "sessions", "challenges", "letters", "known_devices", "known_places")) {
      HALVES.put(
          "a row of " + child + " without an account",
          "SELECT count(*) FROM " + child + " c WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = c.account_id)");
    }
    HALVES.put(
        "a token without a session",
        "SELECT count(*) FROM tokens t WHERE NOT EXISTS (SELECT 1 FROM sessions s WHERE s.id = t.session_id)");
  }

  private Audit() {}

  /** Looks through a SQLite file; gives what is wrong, one line each. */
  static List<String> ofFile(Path file) throws SQLException {
    List<String> damage = new ArrayList<>();
    try (Database store =
        Database.open(file, new Changes(), Instant::now, size -> new SecureRandom().generateSeed(size))) {
      damage.addAll(store.integrityCheck());
    }
    damage.addAll(halves("jdbc:sqlite:" + file));
    return damage;
  }

  /**
   * Looks through a PostgreSQL database, and reads every index against its table where the server has amcheck; gives
   * what is wrong, one line each.
   */
  static List<String> ofServer(String url) throws SQLException {
    List<String> damage = new ArrayList<>(halves(url));
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS amcheck");
      statement.execute(
          "SELECT bt_index_check(c.oid, true) FROM pg_class c JOIN pg_am m ON m.oid = c.relam"
              + " WHERE c.relkind = 'i' AND m.amname = 'btree' AND c.relpersistence = 'p'");
      try (ResultSet found =
          statement.executeQuery(
              "SELECT c.relname, v.msg FROM pg_class c, LATERAL verify_heapam(c.oid) v"
                  + " WHERE c.relkind = 'r' AND c.relpersistence = 'p'")) {
        while (found.next()) {
          damage.add(found.getString(1) + ": " + found.getString(2));
        }
      }
    }
    return damage;
  }

  private static List<String> halves(String url) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> half : HALVES.entrySet()) {
        try (ResultSet results = statement.executeQuery(half.getValue())) {
          if (results.next() && results.getLong(1) > 0) {
            found.add(results.getLong(1) + " times " + half.getKey());
          }
        }
      }
    }
    return found;
  }
}
