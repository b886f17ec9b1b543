package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.core.account.NewAccount;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind;
import dev.latchkey.kernel.Password;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the contract for the four fields of a sign-up, in the order in which they are
 * judged: name, password, e-mail address, telegram name. All names are taken in lower case.
 */
final class SignUpFields {
  private static final int SHORTEST_NAME = 3;
  private static final int LONGEST_NAME = 32;
  private static final int SHORTEST_TELEGRAM = 5;

  private static final Pattern NAME = Pattern.compile("[a-z0-9_@.-]*");
  private static final Pattern TELEGRAM = Pattern.compile("[a-z0-9_]*");
  private static final Pattern EMAIL =
      Pattern.compile("[a-z0-9][a-z0-9._-]*[a-z0-9]@(?:[a-z0-9][a-z0-9-]*\\.)+[a-z0-9][a-z0-9-]+");

  private final SessionRpcSettings settings;
  private NewAccount account;
  private @Nullable String refusal;

  private SignUpFields(SessionRpcSettings settings) {
    this.settings = settings;
    this.account = NewAccount.in(settings.realm());
  }

  /**
   * Judges the fields.
   *
   * @param fields the fields as their schema has read them
   * @param settings what can be set
   * @return the account to make, or the first rule that is broken
   */
  static Outcome read(Map<?, ?> fields, SessionRpcSettings settings) {
    SignUpFields reader = new SignUpFields(settings);
    reader.takeName(Members.text(fields, "username"));
    String password = Members.text(fields, "password");
    if (reader.refusal == null && Password.of(password).isTooLong()) {
      return new Outcome.Refused(SessionRpcErrors.passwordTooLong());
    }
    reader.takeEmail(Members.textOrNull(fields, "email"));
    reader.takeTelegram(Members.textOrNull(fields, "telegram_name"));
    if (reader.refusal != null) {
      return new Outcome.Refused(SessionRpcErrors.invalid(reader.refusal));
    }
    if (Members.text(fields, "username").equalsIgnoreCase("root")) {
      return new Outcome.Refused(SessionRpcErrors.userExists());
    }
    return new Outcome.Accepted(reader.account, password.isEmpty() ? null : Password.of(password));
  }

  private void takeName(String typed) {
    String name = typed.toLowerCase(Locale.ROOT);
    if (settings.usernameIsEmail() || name.indexOf('@') >= 0) {
      Optional<Identifier> address = address(name);
      account = account.withUsername(address.orElse(null));
      complain(address.isEmpty(), "Email is invalid");
      return;
    }
    complain(
        name.length() < SHORTEST_NAME || name.length() > LONGEST_NAME,
        "User name length must be between 3 and 32 characters");
    complain(
        !NAME.matcher(name).matches(),
        "User name must contain letters, digits, \"_\", \"@\", \".\", \"-\" characters only");
    complain(JsNumber.isNumeric(name), "User name should not be a number");
    account = account.withUsername(Identifier.name(name).orElse(null));
  }

  private void takeEmail(@Nullable String typed) {
    if (typed == null) {
      return;
    }
    Optional<Identifier> address = address(typed.toLowerCase(Locale.ROOT));
    complain(address.isEmpty() || isAnother(address.get()), "Email is invalid");
    account = account.withEmail(address.orElse(null));
  }

  /**
   * Says whether the name is one address and this another. Nobody would ever prove the first, while
   * letters for whoever types it went to the second and its true owner could never sign up.
   */
  private boolean isAnother(Identifier address) {
    Identifier name = account.username();
    return name != null
        && name.kind() == IdentifierKind.EMAIL
        && !name.canonical().equals(address.canonical());
  }

  private void takeTelegram(@Nullable String typed) {
    if (typed == null) {
      return;
    }
    String name = typed.toLowerCase(Locale.ROOT);
    // The bound that is told is not the one that holds: so clients know it.
    complain(
        name.length() < SHORTEST_TELEGRAM || name.length() > Identifier.MAX_LENGTH,
        "Telegram user name length must be between 5 and 32 characters");
    complain(
        !TELEGRAM.matcher(name).matches(),
        "Telegram user name must contain letters, digits and \"_\" only");
    account = account.withTelegram(Identifier.telegram(name).orElse(null));
  }

  private void complain(boolean isBroken, String sentence) {
    if (isBroken && refusal == null) {
      refusal = sentence;
    }
  }

  private static Optional<Identifier> address(String text) {
    boolean bounded = text.length() <= Identifier.MAX_LENGTH;
    return bounded && EMAIL.matcher(text).matches() ? Identifier.email(text) : Optional.empty();
  }

  /** What the rules say. */
  sealed interface Outcome {
    /**
     * Fit to be made.
     *
     * @param account the account
     * @param password its password; null to have one made up
     */
    record Accepted(NewAccount account, @Nullable Password password) implements Outcome {}

    /**
     * Not fit.
     *
     * @param answer what the client is told
     */
    record Refused(RpcResult answer) implements Outcome {}
  }
}
