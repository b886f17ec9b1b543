package dev.latchkey.boot;

import dev.latchkey.core.session.SessionSettings;

/**
 * The policy of one realm.
 *
 * @param sessions what its sessions may do
 */
public record RealmSettings(SessionSettings sessions) {
  /** What holds unless it is set. */
  public static final RealmSettings DEFAULT = new RealmSettings(SessionSettings.DEFAULT);
}
