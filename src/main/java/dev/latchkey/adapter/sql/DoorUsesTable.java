package dev.latchkey.adapter.sql;

import dev.latchkey.feature.usage.Door;
import dev.latchkey.feature.usage.DoorUse;
import dev.latchkey.feature.usage.DoorUses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The table {@code door_uses}. A day is its number since 1970. */
final class DoorUsesTable implements DoorUses {
  /** In one order everywhere, so that two nodes never wait for each other's rows. */
  private static final Comparator<DoorUse> BY_KEY =
      Comparator.comparing(DoorUse::day)
          .thenComparing(one -> one.door().contract())
          .thenComparing(one -> one.door().route())
          .thenComparing(one -> one.door().form())
          .thenComparing(one -> one.door().agent());

  private final SqlTransactions transactions;

  DoorUsesTable(SqlTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void add(List<DoorUse> uses) {
    transactions.write(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  INSERT INTO door_uses AS d
                    (day, contract, route, form, agent, used, refused, last_at)
                  VALUES (:day, :contract, :route, :form, :agent, :used, :refused, :lastAt)
                  ON CONFLICT (day, contract, route, form, agent) DO UPDATE
                  SET used = d.used + excluded.used,
                      refused = d.refused + excluded.refused,
                      last_at = CASE
                        WHEN excluded.last_at IS NULL THEN d.last_at
                        WHEN d.last_at > excluded.last_at THEN d.last_at
                        ELSE excluded.last_at END
                  """);
          for (DoorUse one : uses.stream().sorted(BY_KEY).toList()) {
            batch
                .bind("day", one.day().toEpochDay())
                .bind("contract", one.door().contract())
                .bind("route", one.door().route())
                .bind("form", one.door().form())
                .bind("agent", one.door().agent())
                .bind("used", one.used())
                .bind("refused", one.refused())
                .bind("lastAt", millis(one.lastAt()))
                .add();
          }
          return batch.execute().length;
        });
  }

  private static @Nullable Long millis(@Nullable Instant at) {
    return at == null ? null : at.toEpochMilli();
  }

  @Override
  public Set<String> agents(LocalDate day, String contract) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT DISTINCT agent FROM door_uses
                    WHERE day = :day AND contract = :contract
                    """)
                .bind("day", day.toEpochDay())
                .bind("contract", contract)
                .mapTo(String.class)
                .set());
  }

  @Override
  public List<DoorUse> since(LocalDate first) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT day, contract, route, form, agent, used, refused, last_at
                    FROM door_uses WHERE day >= :day
                    ORDER BY day, contract, route, form, agent
                    """)
                .bind("day", first.toEpochDay())
                .map((row, context) -> use(row))
                .list());
  }

  private static DoorUse use(ResultSet row) throws SQLException {
    long lastAt = row.getLong("last_at");
    boolean isUnused = row.wasNull();
    return new DoorUse(
        LocalDate.ofEpochDay(row.getLong("day")),
        new Door(
            row.getString("contract"),
            row.getString("route"),
            row.getString("form"),
            row.getString("agent")),
        row.getLong("used"),
        row.getLong("refused"),
        isUnused ? null : Instant.ofEpochMilli(lastAt));
  }

  @Override
  public int forget(LocalDate first, int limit) {
    boolean isAny =
        transactions.read(
            handle ->
                handle
                    .createQuery("SELECT day FROM door_uses WHERE day < :day LIMIT 1")
                    .bind("day", first.toEpochDay())
                    .mapTo(Long.class)
                    .findFirst()
                    .isPresent());
    // A table without old rows never waits for the writer.
    return isAny ? remove(first, limit) : 0;
  }

  private int remove(LocalDate first, int limit) {
    return transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    DELETE FROM door_uses WHERE (day, contract, route, form, agent) IN
                      (SELECT day, contract, route, form, agent FROM door_uses
                       WHERE day < :day ORDER BY day, contract, route, form, agent LIMIT :limit)
                    """)
                .bind("day", first.toEpochDay())
                .bind("limit", limit)
                .execute());
  }
}
