package dev.latchkey.wire.contract.clientapp;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Profile;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a user and an access token: compact, in the documented order of keys, with the entity tag
 * that is the MD5 of the bytes.
 */
final class ClientAppJson {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String REVALIDATE = "max-age=0, private, must-revalidate, no-store";

  private final boolean shortUser;

  ClientAppJson(ClientAppSettings settings) {
    this.shortUser = settings.shortUser();
  }

  /** Answers a sign-up. */
  Reply signedUp(Account account, String clientId, String token) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("user", shown(account, clientId));
    body.put("access_token", token);
    return tagged(Json.write(body));
  }

  /** Answers with a user. */
  Reply user(Account account, @Nullable String clientId) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("user", shown(account, clientId));
    return tagged(Json.write(body));
  }

  /** Answers that the client has the current form of what it asks for (RFC 9110, 15.4.5). */
  Reply unchanged(Reply current) {
    return Reply.empty(304)
        .with("ETag", current.header("ETag").orElseThrow())
        .with("Cache-Control", REVALIDATE);
  }

  /** Answers a grant. */
  Reply granted(String token) {
    return Reply.json(200, Json.write(Map.of("access_token", token)));
  }

  /** Answers a preflight; the headers that matter stand on every answer. */
  Reply preflight() {
    return Reply.empty(200);
  }

  private Map<String, @Nullable Object> shown(Account account, @Nullable String clientId) {
    return shortUser ? shortRow(account) : row(account, clientId);
  }

  /**
   * Writes the whole row. What the original leaked stands there as null: the hash of the password,
   * the token to reset it, the token of the mailing list.
   */
  static Map<String, @Nullable Object> row(Account account, @Nullable String clientId) {
    Profile profile = account.profile();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("id", (long) account.id().value());
    row.put("first_name", profile.firstName());
    row.put("last_name", profile.lastName());
    row.put("name", profile.fullName());
    row.put("username", account.shownName());
    row.put("email", account.email());
    row.put("password", null);
    row.put("picture", profile.avatar());
    for (String empty :
        List.of(
            "facebook_uid",
            "facebook_first_name",
            "facebook_last_name",
            "facebook_username",
            "facebook_picture",
            "facebook_gender",
            "facebook_birthday",
            "twitter_uid",
            "twitter_name",
            "twitter_username",
            "twitter_picture",
            "foursquare_uid",
            "foursquare_first_name",
            "foursquare_last_name",
            "foursquare_picture",
            "reset_pwd_token",
            "password_reset_sent_at")) {
      row.put(empty, null);
    }
    row.put("created_at", MOMENT.format(account.createdAt()));
    row.put("updated_at", MOMENT.format(account.updatedAt()));
    row.put("role", null);
    row.put("mailchimp_token", null);
    row.put("client_id", account.clientId() == null ? clientId : account.clientId());
    return row;
  }

  private static Map<String, @Nullable Object> shortRow(Account account) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("id", (long) account.id().value());
    row.put("username", account.shownName());
    row.put("fb_id", null);
    row.put("fb_ad_accounts", List.of());
    return row;
  }

  private static Reply tagged(String json) {
    return Reply.json(200, json).with("ETag", etag(json)).with("Cache-Control", REVALIDATE);
  }

  /** Computes the entity tag of a body (RFC 9110, section 8.8.3). */
  static String etag(String json) {
    try {
      byte[] md5 = MessageDigest.getInstance("MD5").digest(json.getBytes(StandardCharsets.UTF_8));
      return "\"" + HexFormat.of().formatHex(md5) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
