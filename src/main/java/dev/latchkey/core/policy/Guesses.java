package dev.latchkey.core.policy;

import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.KeyedHash;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Bounds guessing at secrets, the same way wherever one is verified: a budget in memory first, then
 * a durable counter. Attempts from a network from which the account signed in lately are counted
 * apart from all others, so that strangers cannot lock its owner out. Names that lead to no account
 * cost the same and are bound alike.
 */
public final class Guesses {
  private static final int DIGEST_BYTES = 16;

  /** Unknown names share this many counters, so that invented ones cannot fill the disk. */
  private static final int NOBODIES = 1 << 16;

  private final Budgets budgets;
  private final Lockouts lockouts;
  private final KnownPlaces places;
  private final KeyedHash digest;
  private final LockoutRule rule;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param budgets the budgets in memory
   * @param lockouts the durable counters
   * @param places from where accounts signed in
   * @param digest hides names and networks in the store
   * @param rule when a counter locks
   * @param transactions the store's transactions
   * @param time the clock
   */
  public Guesses(
      Budgets budgets,
      Lockouts lockouts,
      KnownPlaces places,
      KeyedHash digest,
      LockoutRule rule,
      Transactions transactions,
      Time time) {
    this.budgets = budgets;
    this.lockouts = lockouts;
    this.places = places;
    this.digest = digest;
    this.rule = rule;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Asks the budgets in memory for an attempt at a secret that can be guessed.
   *
   * @param account whose secret; null if the name led to nobody
   * @param name the name, which stands for nobody
   * @param address the caller's address
   * @param client the client that asks; null if there is none
   * @return the attempt to go on with, or why not
   */
  public Admission admit(
      @Nullable AccountId account, String name, String address, @Nullable String client) {
    Place place = place(account, address);
    String subject = account == null ? name : account.toString();
    return admit(place.isKnown() ? subject + "/" + place.network : subject, place, name, client);
  }

  /**
   * Asks the budgets for an attempt that nobody can guess at, such as one vouched for by another
   * service: no durable counter bounds it, and guesses at the account's password do not hinder it.
   *
   * @param account as for {@link #admit}
   * @param name as for {@link #admit}
   * @param address the caller's address
   * @param client the client that asks; null if there is none
   * @return the attempt to go on with, or why not
   */
  public Admission admitVouched(
      @Nullable AccountId account, String name, String address, @Nullable String client) {
    String subject = account == null ? name : account.toString();
    return admit(subject + "/vouched", place(account, address), name, client);
  }

  /**
   * Forgets what is counted against an account from strange networks and from the caller's, because
   * its owner has proven himself by other means. To be called in the transaction of that.
   *
   * @param account whose
   * @param address the caller's address
   */
  public void clear(AccountId account, String address) {
    String strangers = strangers(account);
    String network = network(account, address);
    lockouts.clear(digest(strangers));
    lockouts.clear(digest(strangers + "/" + network));
    transactions.afterCommit(
        () -> {
          budgets.fill(account.toString());
          budgets.fill(account + "/" + network);
        });
  }

  /**
   * Keeps from where a new account was made. To be called in the transaction of that.
   *
   * @param account the account
   * @param address the caller's address
   * @param at when
   */
  public void welcome(AccountId account, String address, Instant at) {
    places.note(account, network(account, address), at);
  }

  /**
   * Removes counters of failed attempts that no longer say anything.
   *
   * @param limit how many to remove at most
   * @return how many were removed; fewer than the limit if there are no more
   */
  public int forgetCounters(int limit) {
    return lockouts.forget(rule, time.now(), limit);
  }

  /**
   * Removes networks that are known no longer.
   *
   * @param limit from how many accounts to remove at most
   * @return how many were removed; fewer than the limit if there are no more
   */
  public int forgetNetworks(int limit) {
    return places.forget(time.now().minus(KnownPlaces.LIFETIME), limit);
  }

  private Admission admit(String subject, Place place, String name, @Nullable String client) {
    return budgets.signIn(subject, place.address, client) instanceof Budgets.Grant.Spent spent
        ? new Admission.Spent(spent.retryAfter())
        : new Admission.Admitted(new Attempt(subject, place, name));
  }

  private Place place(@Nullable AccountId account, String address) {
    String network = network(account, address);
    Instant now = time.now();
    Instant seenAt = places.seenAt(account, network).orElse(null);
    boolean isKnown = seenAt != null && seenAt.isAfter(now.minus(KnownPlaces.LIFETIME));
    boolean isFresh = isKnown && seenAt != null && seenAt.isAfter(now.minus(KnownPlaces.RENEWAL));
    return new Place(account, address, network, isKnown, isFresh);
  }

  private String network(@Nullable AccountId account, String address) {
    String whose = account == null ? "nobody" : account.toString();
    return digest("place/" + whose + "/" + CallerNetwork.of(address));
  }

  private static String strangers(AccountId account) {
    return "account/" + account;
  }

  private String counter(Place place, String name) {
    if (place.account != null) {
      String strangers = strangers(place.account);
      return digest(place.isKnown ? strangers + "/" + place.network : strangers);
    }
    int slot = Math.floorMod(Arrays.hashCode(hmac("nobody/" + name)), NOBODIES);
    return digest("nobody/" + HexFormat.of().toHexDigits(slot));
  }

  private String digest(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(hmac(text), DIGEST_BYTES));
  }

  private byte[] hmac(String text) {
    return digest.hmac(text.getBytes(StandardCharsets.UTF_8));
  }

  private record Place(
      @Nullable AccountId account,
      String address,
      String network,
      boolean isKnown,
      boolean isFresh) {}

  /** What the budgets in memory say. */
  public sealed interface Admission {
    /**
     * Go on.
     *
     * @param attempt with this
     */
    record Admitted(Attempt attempt) implements Admission {}

    /**
     * A budget is spent.
     *
     * @param retryAfter when there will be something in it again, at least one second
     */
    record Spent(Duration retryAfter) implements Admission {}
  }

  /** One attempt on its way. For one thread. */
  public final class Attempt {
    private final String subject;
    private final Place place;
    private final String counter;
    private Lockouts.@Nullable Reservation reservation;

    private Attempt(String subject, Place place, String name) {
      this.subject = subject;
      this.place = place;
      this.counter = counter(place, name);
    }

    /**
     * Counts the attempt as failed in the store, until it is known better. An attempt that may not
     * be judged must still cost what a judged one costs, and be answered like a wrong guess.
     *
     * @return whether it may be judged
     */
    public boolean reserve() {
      reservation = lockouts.reserve(counter, rule, time.now());
      return reservation.isJudged();
    }

    /** Takes back what the attempt has spent, because it was not carried out. */
    public void giveBack() {
      budgets.giveBack(subject);
      if (reservation != null && reservation.isJudged()) {
        lockouts.giveBack(counter);
      }
    }

    /**
     * Ends the attempt as a success. To be called in the transaction of what it allows.
     *
     * @param at when
     */
    public void succeed(Instant at) {
      transactions.afterCommit(() -> budgets.giveBack(subject));
      if (reservation != null) {
        lockouts.clear(counter);
      }
      if (place.account != null && !place.isFresh) {
        places.note(place.account, place.network, at);
      }
    }

    /**
     * Says, after a failure, whether the account is locked and its owner may have to be told.
     *
     * @return whether to call {@link #tellLock}
     */
    public boolean mayTell() {
      return reservation != null && reservation.isLocked() && !reservation.isTold();
    }

    /**
     * Marks the lock as told, once. To be called in the transaction of the telling.
     *
     * @return until when the account is locked; null if its owner was told meanwhile
     */
    public @Nullable Instant tellLock() {
      return reservation != null && lockouts.tell(counter) ? reservation.lockedUntil() : null;
    }

    /**
     * Says whether the account signed in from the caller's network lately.
     *
     * @return whether the place is known
     */
    public boolean isPlaceKnown() {
      return place.isKnown;
    }

    /**
     * Counts what came before this attempt.
     *
     * @return the failures on the same counter
     */
    public int failuresBefore() {
      return reservation == null ? 0 : Math.max(0, reservation.failures() - 1);
    }
  }
}
