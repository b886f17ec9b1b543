package dev.latchkey.adapter.sql;

import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.kernel.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The table {@code events}. */
final class EventsTable implements Events {
  /** Old events. */
  static final OldRows OLD = new OldRows("events", "id", "created_at");

  private final SqlTransactions transactions;

  EventsTable(SqlTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void append(Event event) {
    transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO events (
                      kind, account_id, session_id, contract, address, agent, request_id,
                      created_at)
                    VALUES (
                      :kind, :account, :session, :contract, :address, :agent, :requestId, :at)
                    """)
                .bind("kind", event.kind().name())
                .bind("account", event.account().value())
                .bind("session", number(event.session()))
                .bind("contract", event.contract())
                .bind("address", event.origin().address())
                .bind("agent", event.origin().agent())
                .bind("requestId", event.origin().requestId())
                .bind("at", event.at().toEpochMilli())
                .execute());
  }

  @Override
  public int forget(Instant before, int limit) {
    return OLD.remove(transactions, before, limit);
  }

  private static @Nullable Long number(@Nullable SessionId session) {
    return session == null ? null : session.value();
  }
}
