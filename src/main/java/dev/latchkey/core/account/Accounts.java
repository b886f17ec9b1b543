package dev.latchkey.core.account;

import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.RealmName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The port to stored accounts and their identifiers. Reads see the transaction of the calling
 * thread. Every change is announced to {@code core.session.Changes} after commit by whoever
 * implements this.
 */
public interface Accounts {
  /**
   * Makes an account with all its identifiers, or nothing at all.
   *
   * @param wanted the account
   * @param at its moment of creation
   * @return the account as stored, with its new number
   * @throws IdentifierTaken if one of its identifiers belongs to another account of the realm; the
   *     transaction of the caller must then be given up
   */
  Account create(NewAccount wanted, Instant at) throws IdentifierTaken;

  /**
   * Finds an account by its number.
   *
   * @param id the number
   * @return the account, if it exists
   */
  Optional<Account> find(AccountId id);

  /**
   * Finds an account that the transaction of the calling thread goes on to change something of: the
   * account, its password, its sessions, its challenges. Whoever else locks it waits until that
   * transaction is over, so what is read after this is as it stays. To be called before anything
   * else of the account is read; a decision on what was read earlier may be out of date.
   *
   * @param id the number
   * @return the account as it is now, if it exists
   */
  Optional<Account> lock(AccountId id);

  /**
   * Finds an account by a canonical identifier.
   *
   * @param realm where
   * @param namespace among which identifiers
   * @param canonical the canonical form
   * @return the account, if it exists
   */
  Optional<Account> findByIdentifier(RealmName realm, Namespace namespace, String canonical);

  /**
   * Replaces what the account says of itself.
   *
   * @param id whose
   * @param profile the new profile
   * @param at when
   * @return false if there is no such account
   */
  boolean changeProfile(AccountId id, Profile profile, Instant at);

  /**
   * Replaces the e-mail address: the old one stops being an identifier (unless it is the username
   * too), the new one is unconfirmed.
   *
   * @param id whose
   * @param email the new address
   * @param at when
   * @return false if there is no such account
   * @throws IdentifierTaken if the address belongs to another account; give up the transaction
   */
  boolean changeEmail(AccountId id, Identifier email, Instant at) throws IdentifierTaken;

  /**
   * Reserves an address that the account gave up: nobody else can have it, nobody is found by it,
   * and the account itself can take it back. Does nothing to a name that is in use.
   *
   * @param id its number
   * @param realm where
   * @param address the address
   * @param until when it becomes free for everybody
   */
  void hold(AccountId id, RealmName realm, Identifier address, Instant until);

  /**
   * Removes reservations that {@link #hold} made. They bind nobody any more, so nothing changes but
   * the room they take.
   *
   * @param before those whose time was over earlier
   * @param limit how many to remove at most
   * @return how many were removed; fewer than the limit if there are no more
   */
  int forgetHolds(Instant before, int limit);

  /**
   * Notes that the account owns its address.
   *
   * @param id whose
   * @param address the address that was proven, as it was when the proof was asked for
   * @param at when
   * @return false if the account is gone or has another address by now
   */
  boolean confirmEmail(AccountId id, String address, Instant at);

  /**
   * Enables or disables. {@code core.closing} is the only caller: disabling has to end sessions.
   *
   * @param id whose
   * @param status the new status
   * @param at when
   * @return false if there is no such account
   */
  boolean changeStatus(AccountId id, AccountStatus status, Instant at);

  /**
   * Replaces the permissions.
   *
   * @param id whose
   * @param permissions all of them
   * @param at when
   * @return false if there is no such account
   */
  boolean changePermissions(AccountId id, Set<String> permissions, Instant at);

  /**
   * Deletes an account and all that hangs on it: identifiers, credentials, sessions, tokens,
   * challenges, letters. Its events stay, without addresses, agents and numbers of requests, so
   * that they lead to nobody. {@code core.closing} is the only caller: deleting has to end
   * sessions.
   *
   * @param id whose
   * @return false if there is no such account
   */
  boolean delete(AccountId id);

  /**
   * Lists accounts by number, upwards.
   *
   * @param realm where; null for all realms
   * @param after only numbers beyond this one; 0 for the first page
   * @param limit at most so many
   * @return the page
   */
  List<Account> list(@Nullable RealmName realm, int after, int limit);
}
