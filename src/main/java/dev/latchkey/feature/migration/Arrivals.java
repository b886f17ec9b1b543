package dev.latchkey.feature.migration;

import dev.latchkey.feature.migration.Run.Numbers;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The port to accounts by the batch: who has which names, who was brought along before, and what is
 * made. All of it sees and joins the transaction of the calling thread.
 */
public interface Arrivals {
  /**
   * Finds out to whom names belong.
   *
   * @param run the import that asks
   * @param names the names
   * @param at now: a reservation whose time is over binds nobody
   * @return the owner of each name that has one
   */
  Map<Name, Owner> owners(Run run, Collection<Name> names, Instant at);

  /**
   * Finds out which accounts were brought along from the old system.
   *
   * @param run the import that asks
   * @param ids what the old system called them
   * @return what became of each that was
   */
  Map<String, Arrived> arrived(Run run, Collection<String> ids);

  /**
   * Reads what accounts have and lack.
   *
   * @param accounts their numbers
   * @return the holding of each that exists
   */
  Map<AccountId, Holding> holdings(Collection<AccountId> accounts);

  /**
   * Chooses the numbers that nobody ever had, among those that imports set aside.
   *
   * @param numbers the numbers that are wanted
   * @param own those that the asking import set aside
   * @return which of them are free
   */
  Set<Integer> free(Collection<Integer> numbers, Numbers own);

  /**
   * Draws new numbers.
   *
   * @param count how many
   * @return the numbers, none of which was ever given out
   */
  List<Integer> draw(int count);

  /**
   * Makes accounts with all that they bring along.
   *
   * @param run the import that brings them
   * @param newcomers the accounts
   * @param at when
   * @throws dev.latchkey.kernel.ConcurrentChange if one of their names or numbers was taken since
   *     it was looked at
   */
  void create(Run run, List<Newcomer> newcomers, Instant at);

  /**
   * Gives an account what it lacks, and nothing that it has.
   *
   * @param run the import that does so
   * @param filling what to give
   * @param at when
   * @throws dev.latchkey.kernel.ConcurrentChange if a name was taken since it was looked at
   */
  void fill(Run run, Filling filling, Instant at);

  /**
   * Notes which entry of which import spoke of an account last.
   *
   * @param run the import
   * @param met the entries
   */
  void remember(Run run, List<Met> met);

  /**
   * A name as it is unique within a realm.
   *
   * @param namespace among which names
   * @param canonical its canonical form
   */
  record Name(Namespace namespace, String canonical) {
    /**
     * Takes the name out of an identifier.
     *
     * @param identifier the identifier
     * @return its name
     */
    public static Name of(Identifier identifier) {
      return new Name(identifier.kind().namespace(), identifier.canonical());
    }
  }

  /**
   * To whom a name belongs.
   *
   * @param account the account
   * @param isReserved whether the account gave the name up and may take it back
   * @param entry the entry of the asking import that spoke of the account; 0 for none
   */
  record Owner(AccountId account, boolean isReserved, long entry) {}

  /**
   * What became of an account that was brought along.
   *
   * @param account its number here
   * @param exists whether it is still there
   * @param run which import spoke of it last
   * @param entry in which entry
   */
  record Arrived(AccountId account, boolean exists, int run, long entry) {}

  /**
   * What an account has.
   *
   * @param account its number
   * @param isActive whether it may sign in
   * @param username the canonical user name; null for none
   * @param email the canonical address; null for none
   * @param mailbox the address as shown; null for none
   * @param isEmailProven whether it proved its address
   * @param telegram the canonical telegram name; null for none
   * @param hasWechat whether it has an openid
   * @param hasPassword whether it has a password
   * @param hasPermissions whether it holds permissions
   * @param lacks which texts of the profile it lacks
   */
  record Holding(
      AccountId account,
      boolean isActive,
      @Nullable String username,
      @Nullable String email,
      @Nullable String mailbox,
      boolean isEmailProven,
      @Nullable String telegram,
      boolean hasWechat,
      boolean hasPassword,
      boolean hasPermissions,
      Set<Text> lacks) {
    /** Copies the set. */
    public Holding {
      lacks = Set.copyOf(lacks);
    }
  }

  /** A text of a profile. */
  enum Text {
    /** The whole name. */
    FULL_NAME,
    /** The given name. */
    FIRST_NAME,
    /** The family name. */
    LAST_NAME,
    /** A few words. */
    DESCRIPTION,
    /** A place. */
    LOCATION,
    /** A picture. */
    AVATAR,
    /** A telephone number. */
    PHONE_NUMBER,
    /** A language. */
    LANGUAGE
  }

  /**
   * An account to be made.
   *
   * @param account its number
   * @param candidate what it brings along
   */
  record Newcomer(AccountId account, Candidate candidate) {}

  /**
   * What an account is given.
   *
   * @param account its number
   * @param username the user name, if it lacks one
   * @param email the address, if it lacks one
   * @param telegram the telegram name, if it lacks one
   * @param wechat the openid, if it lacks one
   * @param texts the texts of the profile that it lacks
   * @param passwordHash the stored form of the hash, if it has no password
   */
  record Filling(
      AccountId account,
      @Nullable Identifier username,
      @Nullable Identifier email,
      @Nullable Identifier telegram,
      @Nullable Identifier wechat,
      Map<Text, String> texts,
      @Nullable String passwordHash) {
    /** Copies the texts. */
    public Filling {
      texts = Map.copyOf(texts);
    }

    /** Says whether it is nothing. */
    boolean isEmpty() {
      return username == null
          && email == null
          && telegram == null
          && wechat == null
          && texts.isEmpty()
          && passwordHash == null;
    }
  }

  /**
   * An entry that spoke of an account.
   *
   * @param id what the old system calls it
   * @param account its number here
   * @param entry the entry
   */
  record Met(String id, AccountId account, long entry) {}
}
