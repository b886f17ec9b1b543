package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.core.account.Account;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Reply;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an account with its token: six keys in the documented order. */
final class PrivateTokenJson {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final boolean showContact;

  PrivateTokenJson(PrivateTokenSettings settings) {
    this.showContact = settings.showContact();
  }

  /** Answers with an account and its token. */
  Reply signedIn(Account account, String token) {
    return Reply.json(200, Json.write(user(account, token)));
  }

  /** Answers that it is done, with nothing to show. */
  Reply done() {
    return Reply.empty(204);
  }

  private Map<String, @Nullable Object> user(Account account, String token) {
    Map<String, @Nullable Object> user = new LinkedHashMap<>();
    user.put("id", (long) account.id().value());
    user.put("username", account.shownName());
    user.put("email", account.email());
    user.put("fullname", fullName(account));
    if (showContact) {
      user.put("phone_number", account.profile().phoneNumber());
      user.put("avatar", account.profile().avatar());
    }
    user.put("private_token", token);
    user.put("created_at", moment(account.createdAt()));
    return user;
  }

  private static String fullName(Account account) {
    String said = account.profile().fullName();
    return said == null || said.isBlank() ? account.shownName() : said;
  }

  private static String moment(Instant at) {
    return MOMENT.format(at);
  }
}
