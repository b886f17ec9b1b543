package dev.latchkey.cli;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.client.Client;
import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.session.Agents;
import dev.latchkey.core.session.DeviceName;
import dev.latchkey.core.session.Place;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.ListKeys;
import dev.latchkey.core.token.RotateKeys;
import dev.latchkey.feature.mail.LetterText;
import dev.latchkey.feature.mail.Outbox;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything that commands show, as values by key: the keys of the JSON that they print. */
final class Rows {
  private Rows() {}

  static Map<String, @Nullable Object> of(Account account) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("number", account.id().value());
    row.put("realm", account.realm().value());
    row.put("status", account.status().name().toLowerCase(Locale.ROOT));
    row.put("username", account.username());
    row.put("email", account.email());
    row.put("email_confirmed_at", Listing.moment(account.emailConfirmedAt()));
    row.put("telegram_name", account.telegramName());
    row.put("full_name", account.profile().fullName());
    row.put("permissions", List.copyOf(new TreeSet<>(account.permissions())));
    row.put("client", account.clientId());
    row.put("created_at", Listing.moment(account.createdAt()));
    row.put("updated_at", Listing.moment(account.updatedAt()));
    return row;
  }

  static Map<String, @Nullable Object> of(Session session, Agents agents) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("id", session.id().value());
    row.put("account", session.account().value());
    row.put("contract", session.contract());
    row.put("client", session.clientId());
    row.put("device_number", session.deviceNumber());
    row.put("provider", session.device().provider());
    row.put("platform", session.device().platform());
    row.put("app", session.device().appName());
    row.put("device", DeviceName.of(session.device(), session.agent(), agents).words());
    row.put("place", Place.of(session.address()).words());
    row.put("address", session.address());
    row.put("agent", session.agent());
    row.put("created_at", Listing.moment(session.createdAt()));
    row.put("signed_in_at", Listing.moment(session.signedInAt()));
    row.put("last_seen_at", Listing.moment(session.lastSeenAt()));
    row.put("expires_at", Listing.moment(session.expiresAt()));
    return row;
  }

  static Map<String, @Nullable Object> of(Credentials.HashKind kind, @Nullable LocalDate until) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("family", kind.family());
    row.put("cost", kind.cost());
    row.put("accounts", kind.accounts());
    row.put("refused_from", until == null ? null : until.toString());
    return row;
  }

  static Map<String, @Nullable Object> of(Client client) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("id", client.id());
    row.put("realm", client.realm().value());
    row.put("name", client.name());
    row.put("kind", client.isPublic() ? "public" : "confidential");
    row.put("created_at", Listing.moment(client.createdAt()));
    return row;
  }

  static Map<String, @Nullable Object> of(ListKeys.ListedKey listed) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("contract", listed.key().purpose());
    row.put("key", listed.key().position());
    row.put("state", word(listed.state()));
    row.put("made_at", Listing.moment(listed.key().createdAt()));
    row.put(
        "signs_from",
        listed.state() == ListKeys.State.ANNOUNCED
            ? Listing.moment(listed.key().signsFrom())
            : null);
    row.put("sessions", listed.sessions());
    return row;
  }

  static Map<String, @Nullable Object> of(RotateKeys.Rotated rotated) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("contract", rotated.key().purpose());
    row.put("key", rotated.key().position());
    row.put("made_at", Listing.moment(rotated.key().createdAt()));
    row.put("removed", rotated.removed());
    row.put("ended", rotated.ended());
    return row;
  }

  static Map<String, @Nullable Object> of(Outbox.Entry entry, LetterText.Written letter) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("id", entry.id());
    row.put("status", word(entry.status()));
    row.put("kind", word(entry.kind()));
    row.put("account", entry.account().value());
    row.put("to", letter.to());
    row.put("subject", letter.subject());
    row.put("text", letter.text());
    row.put("created_at", Listing.moment(entry.createdAt()));
    row.put("expires_at", Listing.moment(entry.expiresAt()));
    row.put("attempts", entry.attempts());
    row.put("next_at", entry.settledAt() == null ? Listing.moment(entry.nextAt()) : null);
    row.put("settled_at", Listing.moment(entry.settledAt()));
    row.put("problem", entry.problem());
    return row;
  }

  /** Writes a constant as people and scripts read it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
