package dev.latchkey.adapter.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of a result row from left to right, so that a row of several joined tables can
 * be read by the makers of each in turn.
 */
final class Row {
  private final ResultSet results;
  private int column;

  Row(ResultSet results) {
    this.results = results;
  }

  /** Reads a text that is never null. */
  String text() throws SQLException {
    String text = textOrNull();
    if (text == null) {
      throw new SQLException("column " + column + " holds no value");
    }
    return text;
  }

  /** Reads a text. */
  @Nullable String textOrNull() throws SQLException {
    return results.getString(++column);
  }

  /** Reads a number that is never null. */
  int integer() throws SQLException {
    return results.getInt(++column);
  }

  /** Reads a number. */
  @Nullable Integer integerOrNull() throws SQLException {
    int value = results.getInt(++column);
    return results.wasNull() ? null : value;
  }

  /** Reads a large number that is never null. */
  long number() throws SQLException {
    return results.getLong(++column);
  }

  /** Reads a moment that is never null. */
  Instant instant() throws SQLException {
    return Instant.ofEpochMilli(number());
  }

  /** Reads a moment. */
  @Nullable Instant instantOrNull() throws SQLException {
    long millis = number();
    return results.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  /** Reads a duration. */
  @Nullable Duration durationOrNull() throws SQLException {
    long millis = number();
    return results.wasNull() ? null : Duration.ofMillis(millis);
  }

  /** Writes a moment as it is stored. */
  static @Nullable Long millis(@Nullable Instant moment) {
    return moment == null ? null : moment.toEpochMilli();
  }

  /** Writes a duration as it is stored. */
  static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
