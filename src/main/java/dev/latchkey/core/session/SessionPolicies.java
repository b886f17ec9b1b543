package dev.latchkey.core.session;

import dev.latchkey.kernel.RealmName;

/** The port to what the sessions of each realm may do. */
@FunctionalInterface
public interface SessionPolicies {
  /**
   * Gives the policy of a realm.
   *
   * @param realm which
   * @return its policy; that of a realm that is not configured is the default
   */
  SessionSettings of(RealmName realm);
}
