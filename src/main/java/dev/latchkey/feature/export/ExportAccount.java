package dev.latchkey.feature.export;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.signin.Proven;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands the owner everything that is stored about an account, as a tree of maps, lists, texts,
 * numbers, truth values and null; moments are texts in ISO 8601, UTC. It holds no hash and no
 * secret (GDPR, articles 15 and 20).
 */
public final class ExportAccount {
  private final Accounts accounts;
  private final Sessions sessions;
  private final Holdings holdings;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param sessions stored sessions
   * @param holdings everything else
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public ExportAccount(
      Accounts accounts,
      Sessions sessions,
      Holdings holdings,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.holdings = holdings;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Exports the account.
   *
   * @param proven who asks, proven just before
   * @param origin from where
   * @return the tree; empty if the asking session or the account ended meanwhile
   */
  public Optional<Map<String, @Nullable Object>> export(Proven proven, Origin origin) {
    return transactions.call(
        () -> {
          AccountId id = proven.account().id();
          Optional<Account> account = accounts.lock(id).filter(Account::isActive);
          Optional<Session> session = live(proven.session());
          if (account.isEmpty() || session.isEmpty()) {
            return Optional.empty();
          }
          Instant now = time.now();
          events.append(
              new Event(
                  Event.Kind.EXPORTED,
                  id,
                  proven.session(),
                  session.get().contract(),
                  origin,
                  now));
          return Optional.of(tree(account.get(), now));
        });
  }

  private Optional<Session> live(SessionId id) {
    return sessions.find(id).filter(session -> session.endedAt() == null);
  }

  private Map<String, @Nullable Object> tree(Account account, Instant now) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("format", "latchkey-account-1");
    tree.put("exported_at", now.toString());
    tree.put("account", account(account));
    tree.put("profile", profile(account.profile()));
    Map<String, List<Map<String, @Nullable Object>>> parts = holdings.of(account.id());
    for (Map.Entry<String, List<Map<String, @Nullable Object>>> part : parts.entrySet()) {
      tree.put(part.getKey(), plain(part.getValue()));
    }
    return tree;
  }

  private static Map<String, @Nullable Object> account(Account account) {
    Map<String, @Nullable Object> own = new LinkedHashMap<>();
    own.put("number", (long) account.id().value());
    own.put("realm", account.realm().value());
    own.put("username", account.username());
    own.put("email", account.email());
    own.put("email_confirmed_at", plain(account.emailConfirmedAt()));
    own.put("telegram_name", account.telegramName());
    own.put("client", account.clientId());
    own.put("permissions", account.permissions().stream().sorted().toList());
    own.put("created_at", plain(account.createdAt()));
    own.put("updated_at", plain(account.updatedAt()));
    return own;
  }

  private static Map<String, @Nullable Object> profile(Profile profile) {
    Map<String, @Nullable Object> own = new LinkedHashMap<>();
    own.put("full_name", profile.fullName());
    own.put("first_name", profile.firstName());
    own.put("last_name", profile.lastName());
    own.put("description", profile.description());
    own.put("location", profile.location());
    own.put("avatar", profile.avatar());
    own.put("phone_number", profile.phoneNumber());
    own.put("language", profile.language() == null ? null : profile.language().tag());
    return own;
  }

  private static List<Map<String, @Nullable Object>> plain(
      List<Map<String, @Nullable Object>> rows) {
    List<Map<String, @Nullable Object>> plain = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      row.forEach((name, value) -> copy.put(name, plain(value)));
      plain.add(copy);
    }
    return plain;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof Instant moment ? moment.toString() : value;
  }
}
