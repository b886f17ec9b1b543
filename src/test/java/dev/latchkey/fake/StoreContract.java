package dev.latchkey.fake;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.session.Changes;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.Token;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.MovedTime;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A promise that every store keeps; each test has an empty store of its own. */
public abstract class StoreContract {
  /** The clock, which stands still. */
  protected final MovedTime time = new MovedTime();

  /** Where the store tells of endings. */
  protected final Changes changes = new Changes();

  /** What the store told. */
  protected final Heard heard = new Heard();

  /** Chance. */
  protected final Entropy entropy = new SeededEntropy(1);

  private @Nullable Store store;

  /**
   * Opens the store that is to be tested.
   *
   * @return an empty store, which tells {@link #changes}
   */
  protected abstract Store open();

  @BeforeEach
  final void openStore() {
    changes.subscribe(heard);
    store = open();
  }

  @AfterEach
  final void closeStore() {
    store().close();
  }

  /** Gives the store. */
  protected final Store store() {
    if (store == null) {
      throw new IllegalStateException("not open yet");
    }
    return store;
  }

  /** Gives the moment at which the clock stands. */
  protected final Instant now() {
    return time.now();
  }

  /** Takes a name that is known to be one. */
  protected static Identifier name(String typed) {
    return Identifier.name(typed).orElseThrow();
  }

  /** Takes an address that is known to be one. */
  protected static Identifier email(String typed) {
    return Identifier.email(typed).orElseThrow();
  }

  /** Keeps an account with an address. */
  protected final Account account(String address) {
    return create(NewAccount.in(RealmName.MAIN).withEmail(email(address)));
  }

  /** Keeps an account whose names are free. */
  protected final Account create(NewAccount wanted) {
    try {
      return store().accounts().create(wanted, now());
    } catch (IdentifierTaken e) {
      throw new AssertionError(e);
    }
  }

  /** Makes a session with nothing optional. */
  protected final Session session(AccountId account, @Nullable String planKey) {
    return session(account, "some-contract", null, planKey);
  }

  /** Makes a session. */
  protected final Session session(
      AccountId account, String contract, @Nullable String clientId, @Nullable String planKey) {
    return new Session(
        SessionId.random(entropy),
        account,
        contract,
        clientId,
        planKey,
        null,
        Device.UNKNOWN,
        "192.0.2.1",
        null,
        now(),
        now(),
        now(),
        null,
        null,
        null);
  }

  /** Keeps a session that has no plan key. */
  protected final Session kept(AccountId account) {
    Session session = session(account, null);
    store().sessions().insert(session);
    return session;
  }

  /** Makes a current token. */
  protected final Token token(String kind, String lookup, SessionId session) {
    return new Token(kind, lookup, session, null, now(), null, null);
  }
}
