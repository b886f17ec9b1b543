package dev.latchkey.core.event;

import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an account.
 *
 * @param kind what
 * @param account whose; stays in the record after the account is gone
 * @param session in or of which session; null if in none
 * @param contract through which contract; null if through none
 * @param origin from where
 * @param at when
 */
public record Event(
    Kind kind,
    AccountId account,
    @Nullable SessionId session,
    @Nullable String contract,
    Origin origin,
    Instant at) {
  /** What can happen. */
  public enum Kind {
    /** An account was made. */
    SIGNED_UP,
    /** Somebody wanted to sign up with the address of the account. */
    ADDRESS_WANTED,
    /** A session was opened, or an existing one was handed out again. */
    SIGNED_IN,
    /** A session was ended. */
    SESSION_ENDED,
    /** A session was ended to make room for another, since the account had too many. */
    SESSION_EVICTED,
    /** All sessions of an account, or all but one, were ended. */
    SESSIONS_ENDED,
    /** The password was changed by its owner. */
    PASSWORD_CHANGED,
    /** The password was found to be weak, and let through. */
    PASSWORD_WEAK,
    /** The password was set by a mailed link. */
    PASSWORD_RESET,
    /** A mailed link to set the password was asked for. */
    PASSWORD_RESET_REQUESTED,
    /** A mailed link to confirm the address was asked for. */
    CONFIRMATION_REQUESTED,
    /** The address was confirmed. */
    EMAIL_CONFIRMED,
    /** A mailed link to change the address was asked for. */
    EMAIL_CHANGE_REQUESTED,
    /** The address was changed. */
    EMAIL_CHANGED,
    /** A change of the address was taken back by a mailed link. */
    EMAIL_CHANGE_UNDONE,
    /** The account was given what it lacked and another system had. */
    IMPORTED,
    /** The profile was changed. */
    PROFILE_CHANGED,
    /** The permissions were changed. */
    PERMISSIONS_CHANGED,
    /** Everything stored about the account was handed to its owner. */
    EXPORTED,
    /** Too many attempts failed, so sign-in rests for a while. */
    LOCKED,
    /** The account was disabled. */
    DISABLED,
    /** The account was enabled. */
    ENABLED,
    /** The account was deleted. */
    DELETED
  }
}
