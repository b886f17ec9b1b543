package dev.latchkey.core.credential;

import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * Judges passwords that are to be set, by the rules of their realm. There are no rules of
 * composition and no expiry (NIST SP 800-63B-4, section 3.1.1.2), and passwords are judged exactly
 * as typed: two forms of one text in Unicode are two passwords.
 */
public final class PasswordPolicy {
  private final Function<RealmName, PasswordSettings> settings;
  private final boolean isStrictUnlessSet;
  private final PasswordCorpus common;
  private final PasswordCorpus breached;

  /**
   * Makes one.
   *
   * @param settings the rules of each realm
   * @param isStrictUnlessSet whether realms refuse weak passwords that do not set a mode
   * @param common the most common passwords
   * @param breached passwords known from breaches
   */
  public PasswordPolicy(
      Function<RealmName, PasswordSettings> settings,
      boolean isStrictUnlessSet,
      PasswordCorpus common,
      PasswordCorpus breached) {
    this.settings = settings;
    this.isStrictUnlessSet = isStrictUnlessSet;
    this.common = common;
    this.breached = breached;
  }

  /**
   * Judges a password.
   *
   * @param realm whose rules
   * @param password the password
   * @param own the words of the account
   * @return the first rule that it breaks
   */
  public Optional<Weakness> weakness(RealmName realm, Password password, OwnWords own) {
    PasswordSettings rules = settings.apply(realm);
    if (password.length() < rules.minLength()) {
      return weak(Weakness.Kind.TOO_SHORT, rules.minLength());
    }
    if (password.length() > rules.maxLength()) {
      return weak(Weakness.Kind.TOO_LONG, rules.maxLength());
    }
    if (rules.common() && common.contains(password)) {
      return weak(Weakness.Kind.COMMON, 0);
    }
    if (rules.context() && isClose(realm, password, own, rules)) {
      return weak(Weakness.Kind.CONTEXT, 0);
    }
    return rules.breached() && breached.contains(password)
        ? weak(Weakness.Kind.BREACHED, 0)
        : Optional.empty();
  }

  /**
   * Says whether a realm refuses weak passwords.
   *
   * @param realm which
   * @return false if it flags them and lets them through
   */
  public boolean isStrict(RealmName realm) {
    PasswordSettings.Mode mode = settings.apply(realm).mode();
    return mode == null ? isStrictUnlessSet : mode == PasswordSettings.Mode.STRICT;
  }

  /**
   * Judges a password where weak ones may be refused.
   *
   * @param realm whose rules
   * @param password the password
   * @param own the words of the account
   * @return the rule for which it is refused; empty if it may be set
   */
  public Optional<Weakness> refusal(RealmName realm, Password password, OwnWords own) {
    return isStrict(realm) ? weakness(realm, password, own) : Optional.empty();
  }

  private static boolean isClose(
      RealmName realm, Password password, OwnWords own, PasswordSettings rules) {
    own.plus("latchkey").plus(realm.value());
    rules.words().forEach(own::plus);
    return own.match(new String(password.utf8(), StandardCharsets.UTF_8));
  }

  private static Optional<Weakness> weak(Weakness.Kind kind, int bound) {
    return Optional.of(new Weakness(kind, bound));
  }
}
