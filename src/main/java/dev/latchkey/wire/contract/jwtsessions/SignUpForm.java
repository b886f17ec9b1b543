package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.core.credential.Weakness;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Password;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the sign-up form, and their messages in the order in which the clients know them: by
 * field, the fields in the order in which each broke its first rule.
 *
 * @param email as typed; null if missing
 * @param password as typed; null if missing
 * @param confirmation the password again; null if missing
 */
record SignUpForm(
    @Nullable String email, @Nullable String password, @Nullable String confirmation) {
  static final String TAKEN = "Email is already used";

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final Pattern ALPHANUMERIC = Pattern.compile("[a-zA-Z0-9]*");

  /**
   * Judges the form.
   *
   * @param settings how long passwords must be, and of which characters
   * @return the messages; empty if it keeps all rules
   */
  List<String> messages(JwtSessionsSettings settings) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    add(found, isBlank(email), "Email", "Email can't be blank");
    add(found, isBlank(password), "Password", "Password can't be blank");
    add(found, isBlank(confirmation), "Again", "Password confirmation can't be blank");
    add(found, identifier().isEmpty(), "Email", "Email is invalid");
    String typed = password == null ? "" : password;
    Password measured = Password.of(typed);
    add(
        found,
        measured.length() < settings.minPasswordLength(),
        "Password",
        "Password is too short (minimum is " + settings.minPasswordLength() + " characters)");
    add(
        found,
        measured.isTooLong(),
        "Password",
        "Password is too long (maximum is " + Password.MAX_BYTES + " bytes)");
    add(
        found,
        !isAllowed(typed, settings.alphanumericPasswords()),
        "Password",
        "Password is invalid");
    add(found, !Objects.equals(password, confirmation), "Again", "Does not match to password");
    return found.values().stream().flatMap(List::stream).toList();
  }

  /** Says why a password is too weak. */
  static String weak(Weakness weakness) {
    return switch (weakness.kind()) {
      case TOO_SHORT -> "Password is too short (minimum is " + weakness.bound() + " characters)";
      case TOO_LONG -> "Password is too long (maximum is " + weakness.bound() + " characters)";
      case COMMON -> "Password is too common";
      case CONTEXT -> "Password is too similar to the email";
      case BREACHED -> "Password has appeared in a data breach";
    };
  }

  /**
   * Gives the address.
   *
   * @return the address; empty if it breaks the rules
   */
  Optional<Identifier> identifier() {
    return email == null || !EMAIL.matcher(email).matches()
        ? Optional.empty()
        : Identifier.email(email);
  }

  private static boolean isAllowed(String typed, boolean isAlphanumeric) {
    return isAlphanumeric
        ? ALPHANUMERIC.matcher(typed).matches()
        : typed.codePoints().noneMatch(Character::isISOControl);
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static void add(
      Map<String, List<String>> found, boolean isBroken, String field, String message) {
    if (isBroken) {
      found.computeIfAbsent(field, key -> new ArrayList<>()).add(message);
    }
  }

  @Override
  public String toString() {
    return "[sign-up form]";
  }
}
