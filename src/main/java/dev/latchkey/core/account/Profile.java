package dev.latchkey.core.account;

import dev.latchkey.kernel.Language;
import org.jspecify.annotations.Nullable;

/**
 * What an account says of itself. Shown only: nothing here signs in or grants anything.
 *
 * @param fullName the whole name
 * @param firstName the given name
 * @param lastName the family name
 * @param description a few words
 * @param location a place in words
 * @param avatar the address of a picture; never fetched by the server
 * @param phoneNumber a telephone number, unverified
 * @param language in which language to write to it; null for that of the realm
 */
public record Profile(
    @Nullable String fullName,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String description,
    @Nullable String location,
    @Nullable String avatar,
    @Nullable String phoneNumber,
    @Nullable Language language) {
  /** The longest text of one field, in UTF-16 units. */
  public static final int MAX_LENGTH = 2000;

  /** Says nothing. */
  public static final Profile EMPTY = new Profile(null, null, null, null, null, null, null, null);

  /**
   * Says whether a text can be kept as it is: not over-long, and without U+0000, which PostgreSQL
   * cannot hold.
   *
   * @param text a text or null
   * @return whether it can
   */
  public static boolean accepts(@Nullable String text) {
    return text == null || (text.length() <= MAX_LENGTH && text.indexOf('\0') < 0);
  }

  /**
   * Checks each field.
   *
   * @throws IllegalArgumentException if {@link #accepts} refuses one
   */
  public Profile {
    for (String text :
        new @Nullable String[] {
          fullName, firstName, lastName, description, location, avatar, phoneNumber
        }) {
      if (!accepts(text)) {
        throw new IllegalArgumentException("a profile text is too long or holds U+0000");
      }
    }
  }

  /**
   * Replaces the whole name.
   *
   * @param name the new one
   * @return the changed profile
   */
  public Profile withFullName(@Nullable String name) {
    return new Profile(
        name, firstName, lastName, description, location, avatar, phoneNumber, language);
  }

  /**
   * Replaces the language.
   *
   * @param preferred the new one
   * @return the changed profile
   */
  public Profile withLanguage(@Nullable Language preferred) {
    return new Profile(
        fullName, firstName, lastName, description, location, avatar, phoneNumber, preferred);
  }
}
