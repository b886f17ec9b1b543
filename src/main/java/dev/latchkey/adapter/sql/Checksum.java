package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a table holds, in two numbers that do not depend on the order of its rows or columns: how
 * many rows, and the sum of their digests.
 *
 * @param rows how many
 * @param high the upper half of the sum, modulo 2^64
 * @param low the lower half, summed by itself, modulo 2^64
 */
record Checksum(long rows, long high, long low) {
  private static final int FETCHED = 1_000;

  /** Reads a whole table. */
  static Checksum of(Connection connection, CopiedTable table) throws SQLException {
    List<String> columns = new ArrayList<>(table.columns());
    columns.sort(null);
    long rows = 0;
    long high = 0;
    long low = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCHED);
      try (ResultSet results = statement.executeQuery("SELECT * FROM " + table.name())) {
        while (results.next()) {
          ByteBuffer digest = ByteBuffer.wrap(Digests.sha256(row(results, columns)));
          rows++;
          high += digest.getLong();
          low += digest.getLong();
        }
      }
    }
    return new Checksum(rows, high, low);
  }

  /** Spells a row so that two different ones are never spelt alike. */
  private static byte[] row(ResultSet results, List<String> columns) throws SQLException {
    StringBuilder text = new StringBuilder();
    for (String column : columns) {
      Object value = results.getObject(column);
      String spelt =
          switch (value) {
            case null -> "-";
            case Number number -> "#" + number.longValue();
            case byte[] bytes -> "*" + Base64.getEncoder().encodeToString(bytes);
            default -> "'" + value;
          };
      text.append(column).append(spelt.length()).append(':').append(spelt);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
