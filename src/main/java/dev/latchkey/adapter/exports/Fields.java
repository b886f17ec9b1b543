package dev.latchkey.adapter.exports;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import dev.latchkey.feature.migration.Person;
import dev.latchkey.feature.migration.Person.Place;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The columns of ours, and a person made of them. */
final class Fields {
  static final String ID = "id";
  static final String USERNAME = "username";
  static final String EMAIL = "email";
  static final String EMAIL_VERIFIED = "email_verified";
  static final String TELEGRAM = "telegram";
  static final String WECHAT = "wechat_openid";
  static final String FULL_NAME = "full_name";
  static final String FIRST_NAME = "first_name";
  static final String LAST_NAME = "last_name";
  static final String DESCRIPTION = "description";
  static final String LOCATION = "location";
  static final String AVATAR = "avatar";
  static final String PHONE_NUMBER = "phone_number";
  static final String LANGUAGE = "language";
  static final String CREATED_AT = "created_at";
  static final String DISABLED = "disabled";
  static final String ACTIVE = "active";
  static final String PERMISSIONS = "permissions";
  static final String PASSWORD_HASH = "password_hash";
  static final String PASSWORD_SCHEME = "password_scheme";

  /** What begins the name of a parameter of a hash, such as {@code password_salt}. */
  static final String PASSWORD = "password_";

  /** By which a person can sign in. */
  static final List<String> NAMES = List.of(USERNAME, EMAIL, TELEGRAM, WECHAT);

  private static final Set<String> ALL =
      Set.of(
          ID,
          USERNAME,
          EMAIL,
          EMAIL_VERIFIED,
          TELEGRAM,
          WECHAT,
          FULL_NAME,
          FIRST_NAME,
          LAST_NAME,
          DESCRIPTION,
          LOCATION,
          AVATAR,
          PHONE_NUMBER,
          LANGUAGE,
          CREATED_AT,
          DISABLED,
          ACTIVE,
          PERMISSIONS);

  private static final Pattern PARAMETER = Pattern.compile("password_[a-z][a-z0-9_]{0,40}");
  private static final Set<String> NO = Set.of("false", "f", "no", "n", "0");
  private static final Set<String> YES = Set.of("true", "t", "yes", "y", "1");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,16}");

  /** Milliseconds since 1970 have more digits than this from 1973 on, seconds never again. */
  private static final int DIGITS_OF_SECONDS = 11;

  /** As ISO 8601 has it, but a space may stand for the T, and the zone may be +00, or missing. */
  private static final DateTimeFormatter MOMENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("HH:mm[:ss]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH", "Z")
          .optionalEnd()
          .optionalEnd()
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .toFormatter(Locale.ROOT);

  private Fields() {}

  /** Says whether a column is one of ours. */
  static boolean isKnown(String name) {
    return ALL.contains(name) || PARAMETER.matcher(name).matches();
  }

  /** Lists our columns, for whoever wrote one that is none. */
  static String all() {
    return String.join(", ", new TreeSet<>(ALL)) + ", password_hash, password_scheme, password_…";
  }

  /**
   * Makes a person.
   *
   * @param place where it was found
   * @param fields texts by our names
   * @param everywhere parameters that belong to each hash
   * @throws DateTimeException if a moment cannot be read; the message names the column
   */
  static Person person(Place place, Map<String, String> fields, Map<String, String> everywhere) {
    String verified = fields.get(EMAIL_VERIFIED);
    boolean isVerified = verified != null && isSet(verified);
    return new Person(
        place,
        fields.get(ID),
        fields.get(USERNAME),
        fields.get(EMAIL),
        isVerified,
        isVerified ? verifiedAt(verified) : null,
        fields.get(TELEGRAM),
        fields.get(WECHAT),
        new Person.Said(
            fields.get(FULL_NAME),
            fields.get(FIRST_NAME),
            fields.get(LAST_NAME),
            fields.get(DESCRIPTION),
            fields.get(LOCATION),
            fields.get(AVATAR),
            fields.get(PHONE_NUMBER),
            fields.get(LANGUAGE)),
        moment(CREATED_AT, fields.get(CREATED_AT)),
        isSet(fields.getOrDefault(DISABLED, "false"))
            || !isSet(fields.getOrDefault(ACTIVE, "true")),
        words(fields.get(PERMISSIONS)),
        hash(fields, everywhere));
  }

  private static @Nullable ForeignHash hash(
      Map<String, String> fields, Map<String, String> everywhere) {
    String hash = fields.get(PASSWORD_HASH);
    if (hash == null) {
      return null;
    }
    Map<String, String> parameters = new HashMap<>(everywhere);
    fields.forEach(
        (name, value) -> {
          if (name.startsWith(PASSWORD)
              && !name.equals(PASSWORD_HASH)
              && !name.equals(PASSWORD_SCHEME)) {
            parameters.put(name.substring(PASSWORD.length()), value);
          }
        });
    return new ForeignHash(
        fields.getOrDefault(PASSWORD_SCHEME, ForeignHash.AUTO), hash, parameters);
  }

  /** An address may be called proven by a flag, or by the moment at which it was. */
  private static @Nullable Instant verifiedAt(@Nullable String text) {
    return text == null || YES.contains(text.toLowerCase(Locale.ROOT))
        ? null
        : moment(EMAIL_VERIFIED, text);
  }

  /** Says whether something is so: a flag says that itself, anything else by being there. */
  private static boolean isSet(String text) {
    return !NO.contains(text.toLowerCase(Locale.ROOT));
  }

  private static List<String> words(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    String said = text.strip();
    if (said.startsWith("{") && said.endsWith("}")) {
      // An object of JSON says which are true; PostgreSQL writes arrays in such brackets, too.
      Map<String, @Nullable Object> object = JsonValues.object(said);
      String inner = object == null ? said.substring(1, said.length() - 1) : Paths.text(object);
      said = inner == null ? "" : inner.strip();
    }
    return said.isEmpty() ? List.of() : List.of(said.split("[\\s,]+"));
  }

  private static @Nullable Instant moment(String column, @Nullable String text) {
    if (text == null) {
      return null;
    }
    String said = text.strip();
    try {
      if (DIGITS.matcher(said).matches()) {
        long number = Long.parseLong(said);
        return said.length() < DIGITS_OF_SECONDS
            ? Instant.ofEpochSecond(number)
            : Instant.ofEpochMilli(number);
      }
      String plain = said.endsWith(" UTC") ? said.substring(0, said.length() - 4) + "Z" : said;
      plain = plain.replace('T', ' ').replace(" ", "");
      var parsed = MOMENT.parseBest(plain, OffsetDateTime::from, LocalDateTime::from);
      return parsed instanceof OffsetDateTime zoned
          ? zoned.toInstant()
          : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new DateTimeException(
          "its " + column + " is no moment such as 2026-01-31T12:00:00Z", e);
    }
  }
}
