package dev.latchkey.adapter.sql;

import dev.latchkey.core.policy.LockoutRule;
import dev.latchkey.core.policy.Lockouts;
import java.sql.SQLException;
import java.time.Instant;

/** The table {@code lockouts}. A {@code locked_until} of 0 stands for no lock. */
final class LockoutsTable implements Lockouts {
  private final SqlTransactions transactions;

  LockoutsTable(SqlTransactions transactions) {
    this.transactions = transactions;
  }

  private static Reservation read(Row row) throws SQLException {
    int failures = row.integer();
    boolean isJudged = row.integer() == 0;
    return new Reservation(failures, isJudged, row.instant(), row.integer() > 0);
  }

  @Override
  public Reservation reserve(String subject, LockoutRule rule, Instant at) {
    // A refused attempt writes, too, so that it takes as long as one that is judged.
    return transactions.write(
        handle ->
            handle
                .createQuery(
                    """
                    INSERT INTO lockouts AS l
                      (subject, failures, refused, began_at, locked_until, told)
                    VALUES (:subject, 1, 0, :at, CASE WHEN :after = 1 THEN :longest ELSE 0 END, 0)
                    ON CONFLICT (subject) DO UPDATE SET
                      failures = CASE
                        WHEN l.locked_until > :at THEN l.failures
                        WHEN l.locked_until > 0 OR l.began_at <= :cutoff THEN 1
                        ELSE l.failures + 1 END,
                      refused = CASE WHEN l.locked_until > :at THEN l.refused + 1 ELSE 0 END,
                      began_at = CASE
                        WHEN l.began_at > :at THEN :at
                        WHEN l.locked_until > :at THEN l.began_at
                        WHEN l.locked_until > 0 OR l.began_at <= :cutoff THEN :at
                        ELSE l.began_at END,
                      told = CASE WHEN l.locked_until > :at THEN l.told ELSE 0 END,
                      locked_until = CASE
                        WHEN l.locked_until > :longest THEN :longest
                        WHEN l.locked_until > :at THEN l.locked_until
                        WHEN l.locked_until > 0 OR l.began_at <= :cutoff
                          THEN CASE WHEN :after = 1 THEN :longest ELSE 0 END
                        WHEN l.failures + 1 >= :after THEN :longest
                        ELSE 0 END
                    RETURNING failures, refused, locked_until, told
                    """)
                .bind("subject", subject)
                .bind("after", rule.after())
                .bind("at", at.toEpochMilli())
                .bind("cutoff", at.minus(rule.window()).toEpochMilli())
                .bind("longest", at.plus(rule.lifetime()).toEpochMilli())
                .map((results, context) -> read(new Row(results)))
                .one());
  }

  @Override
  public void giveBack(String subject) {
    transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE lockouts SET failures = failures - 1, locked_until = 0, told = 0
                    WHERE subject = :subject AND failures > 0
                    """)
                .bind("subject", subject)
                .execute());
  }

  @Override
  public void clear(String subject) {
    transactions.write(
        handle ->
            handle
                .createUpdate("DELETE FROM lockouts WHERE subject = :subject")
                .bind("subject", subject)
                .execute());
  }

  @Override
  public boolean tell(String subject) {
    return transactions.write(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE lockouts SET told = 1
                        WHERE subject = :subject AND locked_until > 0 AND told = 0
                        """)
                    .bind("subject", subject)
                    .execute())
        > 0;
  }

  @Override
  public int forget(LockoutRule rule, Instant at, int limit) {
    return transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    DELETE FROM lockouts WHERE subject IN (
                      SELECT subject FROM lockouts
                      WHERE began_at <= :cutoff AND locked_until <= :at
                      ORDER BY began_at LIMIT :limit)
                      AND began_at <= :cutoff AND locked_until <= :at
                    """)
                .bind("at", at.toEpochMilli())
                .bind("cutoff", at.minus(rule.window()).toEpochMilli())
                .bind("limit", limit)
                .execute());
  }
}
