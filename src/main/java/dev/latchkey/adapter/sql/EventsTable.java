package dev.latchkey.adapter.sql;

import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.kernel.SessionId;
import org.jspecify.annotations.Nullable;

/** The table {@code events}. */
final class EventsTable implements Events {
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

  private static @Nullable Long number(@Nullable SessionId session) {
    return session == null ? null : session.value();
  }
}
