package dev.latchkey.feature.migration;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an export says of one person, not judged yet.
 *
 * @param place where in the file
 * @param id what the old system called the account; null if the file does not say
 * @param username the chosen name; null for none
 * @param email the address; null for none
 * @param isEmailVerified whether the old system says that the address was proven
 * @param emailVerifiedAt when it was; null if that is not said
 * @param telegram the telegram name; null for none
 * @param wechat the WeChat openid; null for none
 * @param said what the person says of itself
 * @param createdAt when the account was made; null if that is not said
 * @param isDisabled whether it may not sign in
 * @param permissions what it may do
 * @param password the hash of its password; null for none
 */
public record Person(
    Place place,
    @Nullable String id,
    @Nullable String username,
    @Nullable String email,
    boolean isEmailVerified,
    @Nullable Instant emailVerifiedAt,
    @Nullable String telegram,
    @Nullable String wechat,
    Said said,
    @Nullable Instant createdAt,
    boolean isDisabled,
    List<String> permissions,
    @Nullable ForeignHash password) {
  /** Copies the permissions. */
  public Person {
    permissions = List.copyOf(permissions);
  }

  /**
   * What a person says of itself, of any length.
   *
   * @param fullName the whole name
   * @param firstName the given name
   * @param lastName the family name
   * @param description a few words
   * @param location a place in words
   * @param avatar the address of a picture
   * @param phoneNumber a telephone number
   * @param language a language, as a tag of BCP 47 or a locale
   */
  public record Said(
      @Nullable String fullName,
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String description,
      @Nullable String location,
      @Nullable String avatar,
      @Nullable String phoneNumber,
      @Nullable String language) {}

  /**
   * A place in the file.
   *
   * @param entry the how-manieth entry, from 1
   * @param line the line in which it begins, from 1
   */
  public record Place(long entry, long line) {}
}
