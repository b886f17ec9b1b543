package dev.latchkey.core.signin;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.policy.Budgets;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.core.token.SessionOpener;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs in. The steps stand in one order for every method: normalise the name, load the account or
 * nobody, ask the budget before any hashing, let the method prove, judge the account, open the
 * session.
 */
public final class SignIn {
  private final Accounts accounts;
  private final Budgets budgets;
  private final SessionOpener opener;
  private final Events events;
  private final SignInWatch watch;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param budgets bounds on guessing
   * @param opener the means to open sessions
   * @param events the record of what happened
   * @param watch learns of those who come in
   * @param transactions the store's transactions
   * @param time the clock
   */
  public SignIn(
      Accounts accounts,
      Budgets budgets,
      SessionOpener opener,
      Events events,
      SignInWatch watch,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.budgets = budgets;
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
    Optional<Identifier> name = identifier(request);
    Account account = name.flatMap(known -> load(request, known)).orElse(null);
    String subject = subject(request, name, account);
    if (budgets.signIn(subject, request.origin().address()) instanceof Budgets.Grant.Spent spent) {
      return new SignInOutcome.Throttled(spent.retryAfter());
    }
    boolean proven;
    try {
      proven = proof.holdsFor(account);
    } catch (HasherBusy busy) {
      budgets.giveBack(subject);
      return new SignInOutcome.Overloaded(busy.retryAfter());
    }
    if (!proven || account == null || !account.isActive()) {
      return new SignInOutcome.BadCredentials();
    }
    budgets.giveBack(subject);
    if (request.permissions() != null && request.permissions().stream().noneMatch(account::holds)) {
      return new SignInOutcome.NotPermitted();
    }
    return open(request, account);
  }

  private SignInOutcome open(SignInRequest request, Account proven) {
    return transactions.call(
        () -> {
          // The account may have been disabled or deleted while the password was being hashed.
          Account account = accounts.find(proven.id()).orElse(null);
          if (account == null || !account.isActive()) {
            return new SignInOutcome.BadCredentials();
          }
          OpenedSession opened = opener.open(account.id(), request.plan(), request.origin());
          events.append(
              new Event(
                  Event.Kind.SIGNED_IN,
                  account.id(),
                  opened.session().id(),
                  request.plan().contract(),
                  request.origin(),
                  time.now()));
          watch.signedIn(
              new SignInWatch.Entry(
                  account,
                  opened.session(),
                  request.origin(),
                  new SignInWatch.Acquaintance(false, 0)));
          return new SignInOutcome.SignedIn(account, opened);
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

  /** All names of one account share a budget; unknown names have one each. */
  private static String subject(
      SignInRequest request, Optional<Identifier> name, @Nullable Account account) {
    if (account != null) {
      return account.id().toString();
    }
    String shown = name.map(Identifier::canonical).orElse("");
    Namespace namespace = request.namespace();
    return request.realm() + "/" + namespace + "/" + shown;
  }
}
