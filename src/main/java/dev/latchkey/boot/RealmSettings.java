package dev.latchkey.boot;

import dev.latchkey.core.credential.PasswordSettings;
import dev.latchkey.core.session.SessionSettings;

/**
 * The policy of one realm.
 *
 * @param sessions what its sessions may do
 * @param passwords which passwords it takes
 */
public record RealmSettings(SessionSettings sessions, PasswordSettings passwords) {
  /** What holds unless it is set. */
  public static final RealmSettings DEFAULT =
      new RealmSettings(SessionSettings.DEFAULT, PasswordSettings.DEFAULT);

  /**
   * Changes which passwords it takes.
   *
   * @param rules the new rules
   * @return the changed settings
   */
  public RealmSettings withPasswords(PasswordSettings rules) {
    return new RealmSettings(sessions, rules);
  }
}
