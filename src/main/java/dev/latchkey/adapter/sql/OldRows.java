package dev.latchkey.adapter.sql;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Rows of one table that have had their time.
 *
 * @param table the table; its key is one number
 * @param key the column of that
 * @param moment when their time was over: a column or an expression, with an index of its own
 * @param condition what must hold beside, in the words of that index; empty for nothing
 */
record OldRows(String table, String key, String moment, String condition) {

  /** Rows whose time is over with a column. */
  OldRows(String table, String key, String moment) {
    this(table, key, moment, "");
  }

  /** The query for the next batch, oldest first. */
  String query() {
    return "SELECT " + key + where() + " ORDER BY " + moment + " LIMIT :limit";
  }

  private String where() {
    return " FROM " + table + " WHERE " + condition + moment + " < :before";
  }

  /**
   * Removes a batch. It asks by reading first, so that a table without old rows never waits for the
   * writer; each row is judged again as it goes, since it may be in use by then.
   */
  int remove(SqlTransactions transactions, Instant before, int limit) {
    List<Long> found =
        transactions.read(
            handle ->
                handle
                    .createQuery(query())
                    .bind("before", before.toEpochMilli())
                    .bind("limit", limit)
                    .mapTo(Long.class)
                    .list());
    if (found.isEmpty()) {
      return 0;
    }
    // In one order everywhere, so that two nodes never wait for each other's rows.
    List<Long> sorted = found.stream().sorted().toList();
    return transactions.write(
        handle -> {
          PreparedBatch batch = handle.prepareBatch("DELETE" + where() + " AND " + key + " = :key");
          for (Long one : sorted) {
            batch.bind("key", one).bind("before", before.toEpochMilli()).add();
          }
          return Arrays.stream(batch.execute()).sum();
        });
  }
}
