package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.core.account.Profile;
import dev.latchkey.core.credential.Weakness;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind;
import dev.latchkey.kernel.Password;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The contract's rules for single fields. Each notes what it finds in the violations it is given.
 */
final class FieldRules {
  /** The fewest characters of a password in the contract's document. */
  static final int DOCUMENTED_MINIMUM = 6;

  private FieldRules() {}

  /**
   * Judges an address that somebody signs in by: any case, any form that can be an identifier.
   *
   * @return the text; empty if a rule is broken
   */
  static Optional<String> knownAddress(UserFields fields, Violations found) {
    UserFields.Text email = fields.text("email");
    if (email.isUnreadable()) {
      found.add("email", Violations.INVALID);
      return Optional.empty();
    }
    boolean blank = isBlank(email.value());
    if (blank) {
      found.add("email", Violations.BLANK);
    }
    if (email.value() == null || Identifier.email(email.value()).isEmpty()) {
      found.add("email", Violations.INVALID);
      return Optional.empty();
    }
    return Optional.of(email.value());
  }

  /**
   * Judges an address that is to be kept: in lower case, with a top-level domain of two or more
   * letters.
   *
   * @return the identifier; empty if a rule is broken
   */
  static Optional<Identifier> newAddress(UserFields fields, Violations found) {
    Optional<String> typed = knownAddress(fields, found);
    Optional<Identifier> address =
        typed.flatMap(text -> Identifier.email(text.strip().toLowerCase(Locale.ROOT)));
    if (typed.isPresent() && address.filter(FieldRules::hasLettersOnTop).isEmpty()) {
      found.add("email", Violations.INVALID);
      return Optional.empty();
    }
    return address;
  }

  /** The canonical domain is ASCII; an international top-level domain starts with {@code xn--}. */
  private static boolean hasLettersOnTop(Identifier address) {
    String canonical = address.canonical();
    String top = canonical.substring(canonical.lastIndexOf('.') + 1);
    return top.startsWith("xn--")
        || (top.length() >= 2 && top.chars().allMatch(c -> c >= 'a' && c <= 'z'));
  }

  /**
   * Judges a password that somebody signs in by.
   *
   * @return the password; empty if a rule is broken
   */
  static Optional<Password> knownPassword(UserFields fields, Violations found) {
    return password(fields, "password", DOCUMENTED_MINIMUM, found);
  }

  /**
   * Judges a password that is to be set, and its repetition where a client sends one.
   *
   * @return the password; empty if a rule is broken
   */
  static Optional<Password> newPassword(UserFields fields, int minimum, Violations found) {
    Optional<Password> password = password(fields, "password", minimum, found);
    if (password.filter(Password::isTooLong).isPresent()) {
      found.add("password", "is too long (maximum is " + Password.MAX_BYTES + " bytes)");
      password = Optional.empty();
    }
    UserFields.Text again = fields.text("password_confirmation");
    if (again.isUnreadable()) {
      found.add("password_confirmation", Violations.INVALID);
      return Optional.empty();
    }
    UserFields.Text typed = fields.text("password");
    if (again.value() != null && !typed.isUnreadable() && !again.value().equals(typed.value())) {
      found.add("password_confirmation", "doesn't match Password");
      return Optional.empty();
    }
    return password;
  }

  private static Optional<Password> password(
      UserFields fields, String name, int minimum, Violations found) {
    UserFields.Text typed = fields.text(name);
    if (typed.isUnreadable()) {
      found.add(name, Violations.INVALID);
      return Optional.empty();
    }
    if (isBlank(typed.value())) {
      found.add(name, Violations.BLANK);
    }
    Password password = Password.of(typed.value() == null ? "" : typed.value());
    if (password.length() < minimum) {
      found.add(name, "is too short (minimum is " + minimum + " characters)");
      return Optional.empty();
    }
    return isBlank(typed.value()) ? Optional.empty() : Optional.of(password);
  }

  /**
   * Judges a nick that is to be kept.
   *
   * @return the identifier, in the spelling of {@link Nick}; empty if a rule is broken
   */
  static Optional<Identifier> newNick(UserFields fields, Violations found) {
    UserFields.Text typed = fields.text("nick");
    if (typed.isUnreadable()) {
      found.add("nick", Violations.INVALID);
      return Optional.empty();
    }
    String nick = typed.value() == null ? "" : Nick.spelt(typed.value());
    if (isBlank(nick)) {
      found.add("nick", Violations.BLANK);
      return Optional.empty();
    }
    // A nick of the form of an address would be an address, and be mailed to.
    Optional<Identifier> name =
        Identifier.name(nick).filter(one -> one.kind() == IdentifierKind.USERNAME);
    if (name.isEmpty()) {
      found.add("nick", Violations.INVALID);
    }
    return name;
  }

  /**
   * Judges a text of the profile.
   *
   * @param present what holds if the field is not sent
   * @param isRequired whether it must be sent and not be blank
   * @return the text to keep
   */
  static @Nullable String profileText(
      UserFields fields,
      String name,
      @Nullable String present,
      boolean isRequired,
      Violations found) {
    UserFields.Text typed = fields.text(name);
    if (typed.isUnreadable()) {
      found.add(name, Violations.INVALID);
      return present;
    }
    if (isRequired && isBlank(typed.value())) {
      found.add(name, Violations.BLANK);
      return present;
    }
    if (!Profile.accepts(typed.value())) {
      boolean tooLong = typed.value() != null && typed.value().length() > Profile.MAX_LENGTH;
      found.add(
          name,
          tooLong
              ? "is too long (maximum is " + Profile.MAX_LENGTH + " characters)"
              : Violations.INVALID);
      return present;
    }
    return fields.has(name) ? typed.value() : present;
  }

  /** Says why a password is too weak. */
  static String weak(Weakness weakness) {
    return switch (weakness.kind()) {
      case TOO_SHORT -> "is too short (minimum is " + weakness.bound() + " characters)";
      case TOO_LONG -> "is too long (maximum is " + weakness.bound() + " characters)";
      case COMMON -> "is too common";
      case CONTEXT -> "is too similar to the nick or email";
      case BREACHED -> "has appeared in a data breach";
    };
  }

  /** Says that a name belongs to somebody else; the space in front is the contract's. */
  static String taken(String field) {
    return " " + field + " already taken";
  }

  static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
