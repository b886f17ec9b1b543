package dev.latchkey.adapter.exports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The maps of those systems whose exports say more by their form than by their columns. */
final class NestedMaps {
  /** Roles that Keycloak gives to everybody. */
  private static final Set<String> OF_EVERYBODY = Set.of("offline_access", "uma_authorization");

  private NestedMaps() {}

  /** A user of a realm export of Keycloak. */
  static Map<String, String> keycloak(Map<String, @Nullable Object> user)
      throws PersonMap.NoPerson {
    if (user.get("serviceAccountClientId") != null) {
      throw new PersonMap.NoPerson("it is the service account of a client");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    copy(user, fields, "id", Fields.ID);
    copy(user, fields, "username", Fields.USERNAME);
    copy(user, fields, "email", Fields.EMAIL);
    copy(user, fields, "emailVerified", Fields.EMAIL_VERIFIED);
    copy(user, fields, "firstName", Fields.FIRST_NAME);
    copy(user, fields, "lastName", Fields.LAST_NAME);
    copy(user, fields, "createdTimestamp", Fields.CREATED_AT);
    copy(user, fields, "enabled", Fields.ACTIVE);
    Map<String, @Nullable Object> attributes = Paths.object(user, "attributes");
    copy(attributes, fields, "phoneNumber", Fields.PHONE_NUMBER);
    copy(attributes, fields, "locale", Fields.LANGUAGE);
    copy(attributes, fields, "picture", Fields.AVATAR);
    if (user.get("realmRoles") instanceof List<?> roles) {
      Set<String> own = new TreeSet<>();
      for (Object role : roles) {
        if (role instanceof String word
            && !OF_EVERYBODY.contains(word)
            && !word.startsWith("default-roles-")) {
          own.add(word);
        }
      }
      Paths.put(fields, Fields.PERMISSIONS, String.join("\n", own));
    }
    if (user.get("credentials") instanceof List<?> credentials) {
      for (Object one : credentials) {
        if (one instanceof Map<?, ?> credential && "password".equals(credential.get("type"))) {
          Map<String, @Nullable Object> password = Paths.object(Map.of("it", credential), "it");
          copy(password, fields, "secretData", Fields.PASSWORD_HASH);
          copy(password, fields, "credentialData", Fields.PASSWORD + "credential_data");
          fields.put(Fields.PASSWORD_SCHEME, "keycloak");
          break;
        }
      }
    }
    return fields;
  }

  /** A user of {@code firebase auth:export} in JSON. */
  static Map<String, String> firebase(Map<String, @Nullable Object> user) {
    Map<String, String> fields = new LinkedHashMap<>();
    copy(user, fields, "localId", Fields.ID);
    copy(user, fields, "email", Fields.EMAIL);
    copy(user, fields, "emailVerified", Fields.EMAIL_VERIFIED);
    copy(user, fields, "displayName", Fields.FULL_NAME);
    copy(user, fields, "photoUrl", Fields.AVATAR);
    copy(user, fields, "phoneNumber", Fields.PHONE_NUMBER);
    copy(user, fields, "createdAt", Fields.CREATED_AT);
    copy(user, fields, "disabled", Fields.DISABLED);
    Map<String, @Nullable Object> claims = Paths.object(user, "customAttributes");
    Paths.put(fields, Fields.PERMISSIONS, Paths.text(claims));
    copy(user, fields, "passwordHash", Fields.PASSWORD_HASH);
    copy(user, fields, "salt", Fields.PASSWORD + "salt");
    fields.put(Fields.PASSWORD_SCHEME, "scrypt-firebase");
    return fields;
  }

  /** A row of {@code auth.users} of Supabase, which GoTrue keeps. */
  static Map<String, String> supabase(Map<String, @Nullable Object> row) throws PersonMap.NoPerson {
    if (Paths.text(row, "deleted_at") != null) {
      throw new PersonMap.NoPerson("it was deleted in the old system");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    copy(row, fields, "id", Fields.ID);
    copy(row, fields, "email", Fields.EMAIL);
    copy(row, fields, "email_confirmed_at", Fields.EMAIL_VERIFIED);
    copy(row, fields, "phone", Fields.PHONE_NUMBER);
    copy(row, fields, "created_at", Fields.CREATED_AT);
    copy(row, fields, "banned_until", Fields.DISABLED);
    Map<String, @Nullable Object> said = Paths.object(row, "raw_user_meta_data");
    copy(said, fields, "name", Fields.FULL_NAME);
    copy(said, fields, "full_name", Fields.FULL_NAME);
    copy(said, fields, "avatar_url", Fields.AVATAR);
    copy(said, fields, "preferred_username", Fields.USERNAME);
    copy(said, fields, "user_name", Fields.USERNAME);
    Map<String, @Nullable Object> granted = Paths.object(row, "raw_app_meta_data");
    copy(granted, fields, "role", Fields.PERMISSIONS);
    copy(granted, fields, "roles", Fields.PERMISSIONS);
    copy(row, fields, "encrypted_password", Fields.PASSWORD_HASH);
    fields.put(Fields.PASSWORD_SCHEME, "bcrypt");
    return fields;
  }

  /** A line of Auth0's export with hashes, or of its export without them. */
  static Map<String, String> auth0(Map<String, @Nullable Object> user) {
    Map<String, String> fields = new LinkedHashMap<>();
    copy(user, fields, "_id", Fields.ID);
    copy(user, fields, "_id.$oid", Fields.ID);
    copy(user, fields, "user_id", Fields.ID);
    copy(user, fields, "username", Fields.USERNAME);
    copy(user, fields, "email", Fields.EMAIL);
    copy(user, fields, "email_verified", Fields.EMAIL_VERIFIED);
    copy(user, fields, "given_name", Fields.FIRST_NAME);
    copy(user, fields, "family_name", Fields.LAST_NAME);
    copy(user, fields, "picture", Fields.AVATAR);
    copy(user, fields, "phone_number", Fields.PHONE_NUMBER);
    copy(user, fields, "created_at", Fields.CREATED_AT);
    copy(user, fields, "created_at.$date", Fields.CREATED_AT);
    copy(user, fields, "blocked", Fields.DISABLED);
    copy(user, fields, "app_metadata.roles", Fields.PERMISSIONS);
    // Without a name of its own an account is called by its address there.
    String name = Paths.text(user, "name");
    if (name != null && !name.equals(fields.get(Fields.EMAIL))) {
      fields.put(Fields.FULL_NAME, name);
    }
    copy(user, fields, "passwordHash", Fields.PASSWORD_HASH);
    copy(user, fields, "custom_password_hash.hash.value", Fields.PASSWORD_HASH);
    return fields;
  }

  /** A row of {@code auth_user} of Django, or an object of its {@code dumpdata}. */
  static Map<String, String> django(Map<String, @Nullable Object> record)
      throws PersonMap.NoPerson {
    Map<String, @Nullable Object> row = record;
    if (record.get("fields") instanceof Map<?, ?>) {
      String model = String.valueOf(record.get("model")).toLowerCase(Locale.ROOT);
      row = new LinkedHashMap<>(Paths.object(record, "fields"));
      if (!row.containsKey("password")) {
        throw new PersonMap.NoPerson(
            "it is a " + model.replaceAll("[^a-z0-9_.]", "") + ", no user");
      }
      row.put("id", record.get("pk"));
    }
    Map<String, String> fields = new LinkedHashMap<>();
    copy(row, fields, "id", Fields.ID);
    copy(row, fields, "username", Fields.USERNAME);
    copy(row, fields, "email", Fields.EMAIL);
    copy(row, fields, "first_name", Fields.FIRST_NAME);
    copy(row, fields, "last_name", Fields.LAST_NAME);
    copy(row, fields, "date_joined", Fields.CREATED_AT);
    copy(row, fields, "is_active", Fields.ACTIVE);
    Set<String> may = new TreeSet<>();
    if (isTrue(row, "is_superuser")) {
      may.add("root");
    }
    if (isTrue(row, "is_staff")) {
      may.add("staff");
    }
    Paths.put(fields, Fields.PERMISSIONS, String.join("\n", may));
    String hash = Paths.text(row, "password");
    // An exclamation mark begins what Django writes where nobody is to sign in by password.
    if (hash != null && !hash.startsWith("!")) {
      fields.put(Fields.PASSWORD_HASH, hash);
    }
    return fields;
  }

  /**
   * A user of the original behind {@code private-token}; those by WeChat had invented addresses.
   */
  static PersonMap privateToken(ColumnMap columns) {
    return (Map<String, @Nullable Object> row) -> withoutInvented(columns.fields(row));
  }

  private static Map<String, String> withoutInvented(Map<String, String> read) {
    Map<String, String> fields = new LinkedHashMap<>(read);
    String email = fields.get(Fields.EMAIL);
    if (fields.containsKey(Fields.WECHAT)
        && email != null
        && (email.endsWith("@ideaegg.me") || email.endsWith("@ideaegg-wechat.com"))) {
      fields.put(Fields.EMAIL, email.substring(0, email.indexOf('@')) + "@wechat.invalid");
    }
    return fields;
  }

  private static boolean isTrue(Map<String, @Nullable Object> row, String name) {
    String text = Paths.text(row, name);
    return text != null && Set.of("true", "t", "1").contains(text.toLowerCase(Locale.ROOT));
  }

  private static void copy(
      Map<String, @Nullable Object> from, Map<String, String> to, String path, String field) {
    Paths.put(to, field, Paths.text(from, path));
  }
}
