package dev.latchkey.adapter.sql;

import dev.latchkey.feature.export.Holdings;
import dev.latchkey.kernel.AccountId;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads what every table holds about an account. Columns with secrets are named nowhere here. */
final class HoldingsTable implements Holdings {
  /**
   * The parts with their queries; columns that end in {@code _at} or {@code _until} are moments.
   */
  private static final Map<String, String> PARTS = parts();

  private final SqlTransactions transactions;

  HoldingsTable(SqlTransactions transactions) {
    this.transactions = transactions;
  }

  private static Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put(
        "identifiers",
        """
        SELECT namespace AS kind, canonical AS name, held_until FROM identifiers
        WHERE account_id = :id ORDER BY namespace, canonical
        """);
    parts.put(
        "credentials",
        """
        SELECT 'password' AS kind, weakness, changed_at FROM passwords WHERE account_id = :id
        """);
    parts.put(
        "sessions",
        """
        SELECT id AS number, contract, client_id AS client, device_number, provider, platform,
          platform_version, app_name, app_version, push_token, address, agent, created_at,
          signed_in_at, last_seen_at, expires_at, ended_at
        FROM sessions WHERE account_id = :id ORDER BY created_at DESC, id DESC
        """);
    parts.put(
        "tokens",
        """
        SELECT t.kind, t.session_id AS session, t.issued_at, t.expires_at, t.superseded_at
        FROM tokens t JOIN sessions s ON s.id = t.session_id
        WHERE s.account_id = :id ORDER BY t.issued_at DESC
        """);
    parts.put(
        "known_devices",
        """
        SELECT first_seen_at, last_seen_at FROM known_devices
        WHERE account_id = :id ORDER BY last_seen_at DESC
        """);
    parts.put(
        "known_networks",
        """
        SELECT seen_at FROM known_places WHERE account_id = :id ORDER BY seen_at DESC
        """);
    parts.put(
        "mailed_links",
        """
        SELECT purpose, address, created_at, expires_at, used_at FROM challenges
        WHERE account_id = :id ORDER BY created_at DESC
        """);
    parts.put(
        "letters",
        """
        SELECT kind, address, language, facts, status, created_at, settled_at
        FROM letters WHERE account_id = :id ORDER BY id DESC
        """);
    parts.put(
        "imported_from",
        """
        SELECT source, old_id AS id FROM imported_accounts
        WHERE account_id = :id ORDER BY source, old_id
        """);
    parts.put(
        "events",
        """
        SELECT kind, session_id AS session, contract, address, agent, request_id, created_at
        FROM events WHERE account_id = :id ORDER BY id DESC
        """);
    return parts;
  }

  @Override
  public Map<String, List<Map<String, @Nullable Object>>> of(AccountId account) {
    Map<String, List<Map<String, @Nullable Object>>> all = new LinkedHashMap<>();
    transactions.read(
        handle -> {
          PARTS.forEach((part, query) -> all.put(part, rows(handle, query, account)));
          return all;
        });
    return all;
  }

  private static List<Map<String, @Nullable Object>> rows(
      Handle handle, String query, AccountId account) {
    return handle
        .createQuery(query + " LIMIT " + MOST_ROWS)
        .bind("id", account.value())
        .scanResultSet(
            (results, context) -> {
              List<Map<String, @Nullable Object>> rows = new ArrayList<>();
              ResultSet row = results.get();
              while (row.next()) {
                rows.add(read(row));
              }
              return rows;
            });
  }

  private static Map<String, @Nullable Object> read(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    Map<String, @Nullable Object> read = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String name = columns.getColumnLabel(i);
      Object value = row.getObject(i);
      if (value instanceof Number number) {
        boolean isMoment = name.endsWith("_at") || name.endsWith("_until");
        value =
            isMoment ? Instant.ofEpochMilli(number.longValue()) : Long.valueOf(number.longValue());
      }
      read.put(name, value);
    }
    return read;
  }
}
