package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.core.account.Profile;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Password;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The contract's rules for the fields of one request. What breaks one is noted, and reads as null.
 */
final class FieldRules {
  private static final int MIN_NAME = 2;
  private static final int MAX_NAME = 30;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

  private final Fields fields;
  private final PrivateTokenSettings settings;
  private final List<Message> broken = new ArrayList<>();

  FieldRules(Fields fields, PrivateTokenSettings settings) {
    this.fields = fields;
    this.settings = settings;
  }

  /** Lists the rules that were found broken so far. */
  List<Message> broken() {
    return List.copyOf(broken);
  }

  /** Reads a username that must be there. */
  @Nullable Identifier username() throws BadInput {
    Identifier username = usernameIfAny();
    if (filled("username").isEmpty()) {
      broken.add(Message.USERNAME_MISSING);
    }
    return username;
  }

  /** Reads a username that may be missing. Kept in lower case, as the original did. */
  @Nullable Identifier usernameIfAny() throws BadInput {
    Optional<String> typed = filled("username");
    if (typed.isEmpty()) {
      return null;
    }
    String name = typed.get();
    if (!NAME.matcher(name).matches()) {
      broken.add(Message.USERNAME_FORM);
      return null;
    }
    if (name.length() < MIN_NAME || name.length() > MAX_NAME) {
      broken.add(Message.USERNAME_LENGTH);
      return null;
    }
    return Identifier.name(name.toLowerCase(Locale.ROOT)).orElseThrow();
  }

  /** Reads an address that must be there. */
  @Nullable Identifier email() throws BadInput {
    Identifier email = emailIfAny();
    if (filled("email").isEmpty()) {
      broken.add(Message.EMAIL_MISSING);
    }
    return email;
  }

  /** Reads an address that may be missing. */
  @Nullable Identifier emailIfAny() throws BadInput {
    Optional<String> typed = filled("email");
    if (typed.isEmpty()) {
      return null;
    }
    Optional<Identifier> address = Identifier.email(typed.get());
    if (address.isEmpty()) {
      broken.add(Message.EMAIL_FORM);
    }
    return address.orElse(null);
  }

  /**
   * Reads a new password with its confirmation, which stands under either of two names: the
   * document's table and its example differ.
   */
  @Nullable Password newPassword() throws BadInput {
    String typed = fields.text("password").orElse("");
    Optional<String> one = fields.text("password_confirmation");
    Optional<String> other = fields.text("apassword_confirmation");
    if (typed.isEmpty()) {
      broken.add(Message.PASSWORD_MISSING);
      return null;
    }
    Password password = Password.of(typed);
    if (password.length() < settings.minPasswordLength()
        || password.length() > PrivateTokenSettings.MAX_PASSWORD_LENGTH) {
      broken.add(Message.passwordLength(settings.minPasswordLength()));
    }
    if (one.isEmpty() && other.isEmpty() && settings.requireConfirmation()) {
      broken.add(Message.CONFIRMATION_MISSING);
    } else if (!one.orElse(typed).equals(typed) || !other.orElse(typed).equals(typed)) {
      broken.add(Message.CONFIRMATION_DIFFERS);
    }
    return password;
  }

  /** Reads the texts of a profile; those that are not there stay as they are. */
  UnaryOperator<Profile> profile() throws BadInput {
    String name = text("fullname", Message.FULLNAME_FORM);
    String avatar = text("avatar", Message.AVATAR_FORM);
    String phone = text("phone_number", Message.PHONE_FORM);
    boolean hasName = fields.has("fullname");
    boolean hasAvatar = fields.has("avatar");
    boolean hasPhone = fields.has("phone_number");
    return present ->
        new Profile(
            hasName ? name : present.fullName(),
            present.firstName(),
            present.lastName(),
            present.description(),
            present.location(),
            hasAvatar ? avatar : present.avatar(),
            hasPhone ? phone : present.phoneNumber(),
            present.language());
  }

  private @Nullable String text(String name, Message complaint) throws BadInput {
    if (!fields.has(name)) {
      return null;
    }
    String text = filled(name).orElse(null);
    if (text == null) {
      return null;
    }
    if (!Profile.accepts(text) || text.chars().anyMatch(Character::isISOControl)) {
      broken.add(complaint);
      return null;
    }
    return text;
  }

  private Optional<String> filled(String name) throws BadInput {
    return fields.text(name).filter(text -> !text.isBlank());
  }
}
