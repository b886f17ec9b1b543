package dev.latchkey.core.signin;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.session.Session;
import dev.latchkey.kernel.Origin;

/** The port to whoever wants to know of sign-ins that succeeded, to tell the owner, say. */
@FunctionalInterface
public interface SignInWatch {
  /** Wants to know nothing. */
  SignInWatch NOBODY = entry -> {};

  /**
   * Learns of a sign-in, in its transaction and after its session was opened. What it throws undoes
   * the sign-in; what it writes is kept with it or not at all.
   *
   * @param entry who came in, and how well known
   */
  void signedIn(Entry entry);

  /**
   * A sign-in that succeeded.
   *
   * @param account who
   * @param session the session, new or handed out again
   * @param origin from where
   * @param acquaintance how well the account is known there
   */
  record Entry(Account account, Session session, Origin origin, Acquaintance acquaintance) {}

  /**
   * What was known before a sign-in.
   *
   * @param placeWasKnown whether the account had signed in from the same network, an IPv4 address
   *     or an IPv6 /64, within {@code KnownPlaces.LIFETIME}
   * @param failuresBefore the failed attempts on the same counter that this sign-in clears: those
   *     from its known network, or those from all strange ones together; 0 for methods that nobody
   *     can guess at
   */
  record Acquaintance(boolean placeWasKnown, int failuresBefore) {}
}
