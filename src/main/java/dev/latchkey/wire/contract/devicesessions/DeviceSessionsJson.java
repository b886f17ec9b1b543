package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes what the contract answers: accounts, sessions, tokens. Keys stand in documented order. */
final class DeviceSessionsJson {
  /** The header of a token, byte for byte. */
  static final String TOKEN_HEADER = "{\"typ\":\"JWT\",\"alg\":\"HS256\"}";

  private static final String PAYLOAD_START = "{\"id\":";
  private static final int MAX_DIGITS = 10;
  private static final List<Reply.Header> HEADERS =
      List.of(
          new Reply.Header("Content-Type", "application/json; charset=utf-8"),
          new Reply.Header("Access-Control-Allow-Origin", "*"));
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Map<KeyInflection, CurrentUserKeys> CURRENT_USER = CurrentUserKeys.all();

  private DeviceSessionsJson() {}

  /** Writes the payload of a token. */
  static String tokenPayload(String number) {
    return PAYLOAD_START + number + "}";
  }

  /** Reads the number out of a payload that was found genuine; null if it has another form. */
  static @Nullable String tokenNumber(String payload) {
    int end = payload.length() - 1;
    int start = PAYLOAD_START.length();
    if (end <= start
        || end - start > MAX_DIGITS
        || payload.charAt(end) != '}'
        || !payload.startsWith(PAYLOAD_START)) {
      return null;
    }
    for (int i = start; i < end; i++) {
      char c = payload.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
    }
    return payload.substring(start, end);
  }

  /** Makes an answer with the headers that all of them have. */
  static Reply reply(int status, String json) {
    return new Reply(status, HEADERS, json.getBytes(StandardCharsets.UTF_8));
  }

  private static Reply ok(KeyInflection keys, Map<String, ?> body) {
    return reply(DeviceSessionsErrors.OK, Json.write(keys.deep(body)));
  }

  static Reply token(KeyInflection keys, String token) {
    return ok(keys, Map.of("token", token));
  }

  static Reply message(KeyInflection keys, String message) {
    return ok(keys, Map.of("message", message));
  }

  /** Texts only: a shipped client takes anything else for a crash. */
  static Reply receipt(KeyInflection keys, String receipt, String message) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("token", receipt);
    body.put("message", message);
    return ok(keys, body);
  }

  /** Written without a tree of maps, since every check of a session is answered by this. */
  static Reply currentUser(KeyInflection keys, Account account) {
    return reply(
        DeviceSessionsErrors.OK, Objects.requireNonNull(CURRENT_USER.get(keys)).write(account));
  }

  static Reply authorizations(KeyInflection keys, List<Session> sessions) {
    return ok(
        keys, Map.of("authorizations", sessions.stream().map(DeviceSessionsJson::row).toList()));
  }

  static Reply authorization(KeyInflection keys, Session session) {
    return ok(keys, Map.of("authorization", row(session)));
  }

  private static Map<String, @Nullable Object> row(Session session) {
    Device device = session.device();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("id", session.deviceNumber());
    row.put("user_id", session.account().value());
    row.put("provider", device.provider());
    row.put("platform", device.platform());
    row.put("platform_version", device.platformVersion());
    row.put("app_name", device.appName());
    row.put("app_version", device.appVersion());
    row.put("last_sign_in_at", moment(session.signedInAt()));
    row.put("created_at", moment(session.createdAt()));
    // What a client says of itself changes only when it signs in.
    row.put("updated_at", moment(session.signedInAt()));
    return row;
  }

  private static String moment(Instant at) {
    return MOMENT.format(at);
  }

  /** The keys of a current user in one spelling, with all that stands between its values. */
  private record CurrentUserKeys(
      String id,
      String email,
      String nick,
      String firstName,
      String lastName,
      String description,
      String location,
      String end) {
    static Map<KeyInflection, CurrentUserKeys> all() {
      Map<KeyInflection, CurrentUserKeys> keys = new EnumMap<>(KeyInflection.class);
      for (KeyInflection one : KeyInflection.values()) {
        keys.put(
            one,
            new CurrentUserKeys(
                "{\"" + one.key("current_user") + "\":{\"" + one.key("id") + "\":",
                next(one, "email"),
                next(one, "nick"),
                next(one, "first_name"),
                next(one, "last_name"),
                next(one, "description"),
                next(one, "location"),
                next(one, "attachment") + "null}}"));
      }
      return Collections.unmodifiableMap(keys);
    }

    private static String next(KeyInflection spelling, String key) {
      return ",\"" + spelling.key(key) + "\":";
    }

    String write(Account account) {
      Profile profile = account.profile();
      StringBuilder out = new StringBuilder(256).append(id).append(account.id().value());
      append(out, email, account.email());
      append(out, nick, account.shownName());
      append(out, firstName, profile.firstName());
      append(out, lastName, profile.lastName());
      append(out, description, profile.description());
      append(out, location, profile.location());
      return out.append(end).toString();
    }

    private static void append(StringBuilder out, String key, @Nullable String value) {
      out.append(key);
      if (value == null) {
        out.append("null");
      } else if (isPlain(value)) {
        out.append('"').append(value).append('"');
      } else {
        out.append(Json.write(value));
      }
    }

    /** Says whether a text stands in JSON as it is, for certain. */
    private static boolean isPlain(String value) {
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c < ' ' || c == '"' || c == '\\') {
          return false;
        }
      }
      return true;
    }
  }
}
