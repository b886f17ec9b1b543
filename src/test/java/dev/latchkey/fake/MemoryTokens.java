package dev.latchkey.fake;

import dev.latchkey.core.session.Changes;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.FoundToken;
import dev.latchkey.core.token.Token;
import dev.latchkey.core.token.Tokens;
import dev.latchkey.kernel.ConcurrentChange;
import dev.latchkey.kernel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tokens in memory. */
final class MemoryTokens implements Tokens {
  private final MemoryTransactions transactions;
  private final Changes changes;

  MemoryTokens(MemoryTransactions transactions, Changes changes) {
    this.transactions = transactions;
    this.changes = changes;
  }

  @Override
  public Optional<FoundToken> find(String kind, String lookup) {
    return transactions.read(
        state ->
            Optional.ofNullable(state.tokens.get(new State.TokenKey(kind, lookup)))
                .map(token -> found(state, token)));
  }

  private static FoundToken found(State state, Token token) {
    Session session = Objects.requireNonNull(state.sessions.get(token.session()));
    return new FoundToken(
        token, session, Objects.requireNonNull(state.accounts.get(session.account())));
  }

  @Override
  public void insert(Token token) {
    transactions.write(
        state -> {
          state.needSession(token.session());
          boolean isSecond =
              token.supersededAt() == null
                  && current(state, token.kind(), token.session()).isPresent();
          State.TokenKey key = new State.TokenKey(token.kind(), token.lookup());
          if (isSecond || state.tokens.putIfAbsent(key, token) != null) {
            throw new ConcurrentChange("a session has one current token of a kind");
          }
          return token;
        });
  }

  @Override
  public Optional<Token> current(String kind, SessionId session) {
    return transactions.read(state -> current(state, kind, session));
  }

  private static Optional<Token> current(State state, String kind, SessionId session) {
    return state.tokens.values().stream()
        .filter(t -> t.supersededAt() == null)
        .filter(t -> t.kind().equals(kind) && t.session().equals(session))
        .findFirst();
  }

  @Override
  public boolean supersede(String kind, String lookup, Instant at) {
    return transactions.write(
        state -> {
          State.TokenKey key = new State.TokenKey(kind, lookup);
          Token t = state.tokens.get(key);
          if (t == null || t.supersededAt() != null) {
            return false;
          }
          state.tokens.put(
              key,
              new Token(
                  t.kind(), t.lookup(), t.session(), t.sealed(), t.issuedAt(), t.expiresAt(), at));
          transactions.afterCommit(() -> changes.sessionChanged(t.session()));
          return true;
        });
  }

  @Override
  public int forget(Instant before, int limit) {
    return transactions.write(
        state -> {
          List<State.TokenKey> old =
              state.tokens.entrySet().stream()
                  .filter(one -> one.getValue().supersededAt() != null)
                  .filter(one -> isOutlived(state, one.getValue(), before))
                  .limit(limit)
                  .map(Map.Entry::getKey)
                  .toList();
          old.forEach(state.tokens::remove);
          return old.size();
        });
  }

  private static boolean isOutlived(State state, Token token, Instant before) {
    Instant last = Objects.requireNonNull(state.sessions.get(token.session())).expiresAt();
    return last != null && last.isBefore(before);
  }
}
