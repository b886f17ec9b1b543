package dev.latchkey.core.signin;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.credential.PlaceInLine;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.policy.Guesses;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.core.token.SessionOpener;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs in. The steps stand in one order for every method: look for room to prove anything at all,
 * normalise the name, load the account or nobody, ask the budgets and the durable counter before
 * any hashing, let the method prove, judge the account, open the session.
 */
public final class SignIn {
  private static final int JUDGED_AGAIN = 2;

  private final Accounts accounts;
  private final Guesses guesses;
  private final LockNotice lockNotice;
  private final SessionOpener opener;
  private final Events events;
  private final SignInWatch watch;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param guesses bounds guessing
   * @param lockNotice tells owners of locks
   * @param opener the means to open sessions
   * @param events the record of what happened
   * @param watch learns of those who come in
   * @param transactions the store's transactions
   * @param time the clock
   */
  public SignIn(
      Accounts accounts,
      Guesses guesses,
      LockNotice lockNotice,
      SessionOpener opener,
      Events events,
      SignInWatch watch,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.guesses = guesses;
    this.lockNotice = lockNotice;
    this.opener = opener;
    this.events = events;
    this.watch = watch;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Signs in.
   *
   * @param request who wants in, and how
   * @param proof what proves it
   * @return in, or why not
   * @throws dev.latchkey.kernel.StoreUnavailable if the store does not answer
   */
  public SignInOutcome signIn(SignInRequest request, Proof proof) {
    // Under a flood most end here, before the store is asked for anything.
    try (PlaceInLine _ = proof.takePlace()) {
      return admitted(request, proof);
    } catch (HasherBusy busy) {
      return new SignInOutcome.Overloaded(busy.retryAfter());
    }
  }

  private SignInOutcome admitted(SignInRequest request, Proof proof) {
    Optional<Identifier> name = identifier(request);
    Account account = name.flatMap(known -> load(request, known)).orElse(null);
    return switch (admit(request, name, account, proof)) {
      case Guesses.Admission.Spent spent -> new SignInOutcome.Throttled(spent.retryAfter());
      case Guesses.Admission.Admitted admitted ->
          attempt(request, account, proof, admitted.attempt());
    };
  }

  private Guesses.Admission admit(
      SignInRequest request, Optional<Identifier> name, @Nullable Account account, Proof proof) {
    AccountId id = account == null ? null : account.id();
    String nobody = nobody(request, name);
    String address = request.origin().address();
    String client = request.plan().clientId();
    return proof.canBeGuessed()
        ? guesses.admit(id, nobody, address, client)
        : guesses.admitVouched(id, nobody, address, client);
  }

  private SignInOutcome attempt(
      SignInRequest request, @Nullable Account account, Proof proof, Guesses.Attempt attempt) {
    boolean isProven;
    try {
      // A locked account costs what a wrong password costs, and is answered like one.
      boolean isJudged = !proof.canBeGuessed() || attempt.reserve();
      isProven = proof.holdsFor(isJudged ? account : null);
    } catch (HasherBusy busy) {
      attempt.giveBack();
      return new SignInOutcome.Overloaded(busy.retryAfter());
    }
    if (!isProven || account == null || !account.isActive()) {
      lockNotice.tell(account, attempt, request.plan().contract(), request.origin());
      return new SignInOutcome.BadCredentials();
    }
    if (request.permissions() != null && request.permissions().stream().noneMatch(account::holds)) {
      attempt.giveBack();
      return new SignInOutcome.NotPermitted();
    }
    return open(request, account, proof, attempt);
  }

  private SignInOutcome open(
      SignInRequest request, Account proven, Proof proof, Guesses.Attempt attempt) {
    try {
      Optional<SignInOutcome> outcome = openIfSame(request, proven, proof, attempt);
      // A better hash of the same password may have taken the place of the one that was judged.
      for (int i = 0; i < JUDGED_AGAIN && outcome.isEmpty() && proof.holdsFor(proven); i++) {
        outcome = openIfSame(request, proven, proof, attempt);
      }
      return outcome.orElseGet(SignInOutcome.BadCredentials::new);
    } catch (HasherBusy busy) {
      attempt.giveBack();
      return new SignInOutcome.Overloaded(busy.retryAfter());
    }
  }

  /** Opens a session; gives nothing if what was judged is not what is there by now. */
  private Optional<SignInOutcome> openIfSame(
      SignInRequest request, Account proven, Proof proof, Guesses.Attempt attempt) {
    return transactions.call(
        () -> {
          // The account may have been disabled or deleted, and its password changed, while the
          // password was being hashed.
          Account account = accounts.lock(proven.id()).orElse(null);
          if (account == null || !account.isActive()) {
            return Optional.of(new SignInOutcome.BadCredentials());
          }
          if (!proof.stillHolds(account)) {
            return Optional.empty();
          }
          OpenedSession opened =
              opener.open(account.id(), account.realm(), request.plan(), request.origin());
          Instant now = time.now();
          attempt.succeed(now);
          events.append(
              new Event(
                  Event.Kind.SIGNED_IN,
                  account.id(),
                  opened.session().id(),
                  request.plan().contract(),
                  request.origin(),
                  now));
          watch.signedIn(
              new SignInWatch.Entry(
                  account,
                  opened.session(),
                  request.origin(),
                  new SignInWatch.Acquaintance(attempt.isPlaceKnown(), attempt.failuresBefore())));
          return Optional.of(new SignInOutcome.SignedIn(account, opened));
        });
  }

  private Optional<Account> load(SignInRequest request, Identifier name) {
    return accounts.findByIdentifier(request.realm(), request.namespace(), name.canonical());
  }

  private static Optional<Identifier> identifier(SignInRequest request) {
    return switch (request.namespace()) {
      case NAME -> Identifier.name(request.name());
      case WECHAT -> Identifier.wechat(request.name());
    };
  }

  /** What stands for nobody: unknown names have a budget each. */
  private static String nobody(SignInRequest request, Optional<Identifier> name) {
    Namespace namespace = request.namespace();
    String shown = name.map(Identifier::canonical).orElse("");
    return request.realm() + "/" + namespace + "/" + shown;
  }
}
