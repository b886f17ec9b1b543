package dev.latchkey.adapter.sql;

import dev.latchkey.feature.upkeep.Leases;
import java.time.Duration;
import java.time.Instant;

/** The table {@code leases}. */
final class LeasesTable implements Leases {
  private final SqlTransactions transactions;

  LeasesTable(SqlTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public boolean take(String name, String holder, Instant now, Duration lifetime) {
    Instant until = now.plus(lifetime);
    return transactions.write(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO leases AS l (name, holder, held_until)
                        VALUES (:name, :holder, :until)
                        ON CONFLICT (name) DO UPDATE
                        SET holder = excluded.holder, held_until = excluded.held_until
                        WHERE l.holder = excluded.holder OR l.held_until <= :now
                          OR l.held_until > :longest
                        """)
                    .bind("name", name)
                    .bind("holder", holder)
                    .bind("until", until.toEpochMilli())
                    .bind("now", now.toEpochMilli())
                    .bind("longest", until.plus(lifetime).toEpochMilli())
                    .execute())
        > 0;
  }

  @Override
  public void giveBack(String name, String holder) {
    transactions.write(
        handle ->
            handle
                .createUpdate("DELETE FROM leases WHERE name = :name AND holder = :holder")
                .bind("name", name)
                .bind("holder", holder)
                .execute());
  }
}
