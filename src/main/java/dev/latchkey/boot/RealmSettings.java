package dev.latchkey.boot;

import dev.latchkey.core.credential.PasswordSettings;
import dev.latchkey.core.session.SessionSettings;
import dev.latchkey.wire.pages.LookSettings;

/**
 * The policy of one realm.
 *
 * @param sessions what its sessions may do
 * @param passwords which passwords it takes
 * @param look how its pages look
 */
public record RealmSettings(
    SessionSettings sessions, PasswordSettings passwords, LookSettings look) {
  /** What holds unless it is set. */
  public static final RealmSettings DEFAULT =
      new RealmSettings(SessionSettings.DEFAULT, PasswordSettings.DEFAULT, LookSettings.DEFAULT);

  /**
   * Changes which passwords it takes.
   *
   * @param rules the new rules
   * @return the changed settings
   */
  public RealmSettings withPasswords(PasswordSettings rules) {
    return new RealmSettings(sessions, rules, look);
  }

  /**
   * Changes what the sessions may do.
   *
   * @param allowed the new policy
   * @return the changed settings
   */
  public RealmSettings withSessions(SessionSettings allowed) {
    return new RealmSettings(allowed, passwords, look);
  }

  /**
   * Changes how the pages look.
   *
   * @param looks the new look
   * @return the changed settings
   */
  public RealmSettings withLook(LookSettings looks) {
    return new RealmSettings(sessions, passwords, looks);
  }
}
