package dev.latchkey.core.signup;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.credential.FlagPassword;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.credential.OwnWords;
import dev.latchkey.core.credential.PasswordHasher;
import dev.latchkey.core.credential.PasswordPolicy;
import dev.latchkey.core.credential.Weakness;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.policy.Budgets;
import dev.latchkey.core.policy.Guesses;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.core.token.SessionOpener;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Language;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs up. Of many parallel calls for one name exactly one succeeds, on all contracts together.
 */
public final class SignUp {
  private final Accounts accounts;
  private final Credentials credentials;
  private final PasswordHasher hasher;
  private final PasswordPolicy policy;
  private final FlagPassword flagPassword;
  private final Budgets budgets;
  private final Guesses guesses;
  private final SessionOpener opener;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param credentials stored password hashes
   * @param hasher hashes passwords
   * @param policy which passwords may be set
   * @param flagPassword marks weak ones
   * @param budgets bounds on floods
   * @param guesses knows from where accounts come
   * @param opener the means to open sessions
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public SignUp(
      Accounts accounts,
      Credentials credentials,
      PasswordHasher hasher,
      PasswordPolicy policy,
      FlagPassword flagPassword,
      Budgets budgets,
      Guesses guesses,
      SessionOpener opener,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.hasher = hasher;
    this.policy = policy;
    this.flagPassword = flagPassword;
    this.budgets = budgets;
    this.guesses = guesses;
    this.opener = opener;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Signs up.
   *
   * @param request who wants an account; the contract has judged its fields by its own rules
   * @return the account, or why there is none
   * @throws IllegalArgumentException if the account would have no identifier at all
   * @throws dev.latchkey.kernel.StoreUnavailable if the store does not answer
   */
  public SignUpOutcome signUp(SignUpRequest request) {
    if (request.account().identifiers().isEmpty()) {
      throw new IllegalArgumentException("an account needs an identifier");
    }
    if (budgets.signUp(request.origin().address()) instanceof Budgets.Grant.Spent spent) {
      return new SignUpOutcome.Throttled(spent.retryAfter());
    }
    Optional<Weakness> refusal = refusal(request);
    if (refusal.isPresent()) {
      return new SignUpOutcome.Weak(refusal.get());
    }
    String hash = null;
    if (request.password() != null) {
      try {
        hash = hasher.hash(request.password());
      } catch (HasherBusy busy) {
        return new SignUpOutcome.Overloaded(busy.retryAfter());
      }
    }
    String kept = hash;
    try {
      return transactions.call(() -> keep(request, kept));
    } catch (TakenSignal taken) {
      return new SignUpOutcome.Taken(taken.identifier);
    }
  }

  private Optional<Weakness> refusal(SignUpRequest request) {
    NewAccount wanted = request.account();
    return request.password() == null
        ? Optional.empty()
        : policy.refusal(wanted.realm(), request.password(), OwnWords.of(wanted));
  }

  private void flag(SignUpRequest request, Account account, String hash) {
    if (request.password() != null) {
      String contract = request.plan() == null ? null : request.plan().contract();
      flagPassword.flag(account, request.password(), hash, contract, request.origin());
    }
  }

  private SignUpOutcome keep(SignUpRequest request, @Nullable String hash) {
    Instant now = time.now();
    Account account;
    try {
      account = accounts.create(withLanguage(request), now);
    } catch (IdentifierTaken taken) {
      throw new TakenSignal(taken.identifier());
    }
    if (hash != null) {
      credentials.setPasswordHash(account.id(), hash, now);
      flag(request, account, hash);
    }
    guesses.welcome(account.id(), request.origin().address(), now);
    OpenedSession opened =
        request.plan() == null ? null : opener.open(account.id(), request.plan(), request.origin());
    events.append(
        new Event(
            Event.Kind.SIGNED_UP,
            account.id(),
            opened == null ? null : opened.session().id(),
            request.plan() == null ? null : request.plan().contract(),
            request.origin(),
            now));
    return new SignUpOutcome.SignedUp(account, opened);
  }

  private static NewAccount withLanguage(SignUpRequest request) {
    NewAccount wanted = request.account();
    Optional<Language> spoken = Language.choose(request.origin().languages());
    return wanted.profile().language() != null || spoken.isEmpty()
        ? wanted
        : wanted.withProfile(wanted.profile().withLanguage(spoken.get()));
  }

  /** Carries the answer out of the transaction, so that it rolls back. */
  private static final class TakenSignal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Identifier identifier;

    TakenSignal(Identifier identifier) {
      super("taken", null, false, false);
      this.identifier = identifier;
    }
  }
}
