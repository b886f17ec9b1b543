package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.adapter.sql.PostgresServer;
import dev.latchkey.boot.Ports;
import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.client.Client;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.core.policy.Guesses;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.SessionSettings;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.signin.LockNotice;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.core.token.RotateToken;
import dev.latchkey.core.token.SessionOpener;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.core.token.TokenForm;
import dev.latchkey.core.token.Tokens;
import dev.latchkey.feature.profile.ChangeProfile;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.Reason;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * On PostgreSQL each statement sees what was committed before it. Here somebody else's transaction
 * is committed exactly between what an operation read and what it does then.
 */
class SecondReadsTest {
  private static final Origin STRANGER = new Origin("198.51.100.9", "stranger", null, "request");
  private static final TokenForm FORM = new Form("kind", false);
  private static final TokenForm STABLE = new Form("stable", true);
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private static RunningHouse house;
  private static Ports ports;

  @BeforeAll
  static void start() {
    house = RunningHouse.onPostgres();
    ports = house.house().ports();
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void a_token_whose_account_is_deleted_while_it_is_rotated_is_unknown_and_leaves_no_record() {
    AccountId id = account();
    OpenedSession opened = open(id, plan());
    Tokens tokens = after(Tokens.class, ports.tokens(), "find", () -> delete(id));

    RotateToken.Outcome outcome = rotate(tokens, opened.secret("kind"));

    assertThat(outcome).isEqualTo(new RotateToken.Outcome.Refused(Reason.FORGED_TOKEN));
    assertThat(strangersEvents(id)).isZero();
  }

  @Test
  void an_old_token_of_a_session_that_ends_while_it_is_shown_ends_it_no_second_time() {
    AccountId id = account();
    OpenedSession opened = open(id, plan());
    rotate(ports.tokens(), opened.secret("kind"));
    house.clock().advance(Duration.ofMinutes(1));
    Tokens tokens =
        after(
            Tokens.class,
            ports.tokens(),
            "find",
            () -> house.house().core().endSession().end(opened.session().id(), Origin.LOCAL));

    RotateToken.Outcome outcome = rotate(tokens, opened.secret("kind"));

    assertThat(outcome).isEqualTo(new RotateToken.Outcome.Refused(Reason.ENDED_SESSION));
    assertThat(events(id, "AND kind = 'SESSION_ENDED'")).isEqualTo(1);
  }

  @Test
  void a_session_that_ends_while_it_is_handed_out_again_is_replaced_by_a_live_one() {
    AccountId id = account();
    SessionPlan plan = SessionPlan.onePerAccount("contract", STABLE, Lifetime.UNBOUNDED);
    Session first = open(id, plan).session();
    Sessions sessions =
        after(
            Sessions.class,
            ports.sessions(),
            "findPlanned",
            () -> house.house().core().endSession().end(first.id(), Origin.LOCAL));

    OpenedSession second = open(sessions, id, plan);

    assertThat(second.session().id()).isNotEqualTo(first.id());
    assertThat(ports.sessions().of(id))
        .extracting(Session::id)
        .containsExactly(second.session().id());
  }

  @Test
  void a_removed_client_has_no_session_of_a_sign_in_under_way() throws Exception {
    AccountId id = account();
    String client = client();
    AtomicReference<CompletableFuture<Boolean>> removal = new AtomicReference<>();

    ports
        .transactions()
        .run(
            () -> {
              opener(ports.sessions())
                  .open(id, RealmName.MAIN, plan().withClient(client), Origin.LOCAL);
              removal.set(
                  CompletableFuture.supplyAsync(
                      () -> house.house().core().removeClient().remove(client)));
              awaitLockOr(removal.get());
            });

    assertThat(removal.get().get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ports.sessions().of(id)).isEmpty();
  }

  @Test
  void a_client_that_was_removed_since_it_asked_gets_no_live_session() {
    AccountId id = account();
    String client = client();
    house.house().core().removeClient().remove(client);

    OpenedSession opened = open(id, plan().withClient(client));

    assertThat(ports.sessions().find(opened.session().id()).orElseThrow().endedAt()).isNotNull();
    assertThat(ports.sessions().of(id)).isEmpty();
  }

  @Test
  void nothing_is_recorded_of_a_lock_whose_account_is_deleted_meanwhile() {
    Account account = ports.accounts().find(account()).orElseThrow();
    Guesses.Attempt attempt = lockedAttempt(account.id());
    Runnable deletion = () -> delete(account.id());
    Accounts accounts =
        before(
            Accounts.class,
            after(Accounts.class, ports.accounts(), "find", deletion),
            "lock",
            deletion);
    Letters none = letter -> {};

    new LockNotice(accounts, none, ports.events(), ports.transactions(), ports.time())
        .tell(account, attempt, "contract", STRANGER);

    assertThat(strangersEvents(account.id())).isZero();
  }

  @Test
  void an_address_that_is_there_and_confirmed_by_now_stays_confirmed() {
    AccountId id = account();
    Identifier wanted = email();
    Account checked = ports.accounts().find(id).orElseThrow();
    Session session = open(id, plan()).session();
    ports
        .transactions()
        .run(
            () -> {
              try {
                ports.accounts().changeEmail(id, wanted, now());
              } catch (IdentifierTaken e) {
                throw new AssertionError(e);
              }
              ports.accounts().confirmEmail(id, wanted.display(), now());
            });

    ChangeProfile.Outcome outcome =
        house
            .house()
            .features()
            .changeProfile()
            .change(checked, session, present -> present, wanted, Origin.LOCAL);

    assertThat(outcome).isInstanceOf(ChangeProfile.Outcome.Changed.class);
    assertThat(ports.accounts().find(id).orElseThrow().emailConfirmedAt()).isNotNull();
    assertThat(events(id, "AND kind = 'EMAIL_CHANGED'")).isZero();
  }

  @Test
  void a_change_of_one_text_keeps_what_somebody_else_changed_since_the_check() {
    AccountId id = account();
    Account checked = ports.accounts().find(id).orElseThrow();
    Session session = open(id, plan()).session();
    ports
        .accounts()
        .changeProfile(id, new Profile(null, null, null, "kept", null, null, null, null), now());

    house
        .house()
        .features()
        .changeProfile()
        .change(checked, session, present -> present.withFullName("Ada"), null, Origin.LOCAL);

    Profile profile = ports.accounts().find(id).orElseThrow().profile();
    assertThat(profile.description()).isEqualTo("kept");
    assertThat(profile.fullName()).isEqualTo("Ada");
  }

  @Test
  void a_text_is_put_back_although_it_was_what_the_check_still_saw() {
    AccountId id = account();
    Account checked = ports.accounts().find(id).orElseThrow();
    Session session = open(id, plan()).session();
    ports.accounts().changeProfile(id, Profile.EMPTY.withFullName("Ada"), now());

    house
        .house()
        .features()
        .changeProfile()
        .change(checked, session, present -> present.withFullName(null), null, Origin.LOCAL);

    assertThat(ports.accounts().find(id).orElseThrow().profile().fullName()).isNull();
  }

  /** A port whose method is followed by somebody else's transaction, once. */
  private static <T> T after(Class<T> port, T real, String method, Runnable other) {
    return beside(port, real, method, () -> {}, other);
  }

  /** A port whose method comes right after somebody else's transaction, once. */
  private static <T> T before(Class<T> port, T real, String method, Runnable other) {
    return beside(port, real, method, other, () -> {});
  }

  private static <T> T beside(
      Class<T> port, T real, String watched, Runnable before, Runnable after) {
    AtomicBoolean isDone = new AtomicBoolean();
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              boolean isNow = method.getName().equals(watched) && !isDone.getAndSet(true);
              try {
                if (isNow) {
                  elsewhere(before);
                }
                Object result = method.invoke(real, arguments);
                if (isNow) {
                  elsewhere(after);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static void elsewhere(Runnable other) {
    CompletableFuture.runAsync(other).orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static RotateToken.Outcome rotate(Tokens tokens, String secret) {
    return new RotateToken(
            tokens,
            ports.sessions(),
            ports.events(),
            ports.transactions(),
            ports.entropy(),
            ports.time())
        .rotate(
            plan().tokens().getFirst(), Digests.lookup(secret), Duration.ofSeconds(10), STRANGER);
  }

  private static SessionOpener opener(Sessions sessions) {
    return new SessionOpener(
        sessions,
        ports.tokens(),
        ports.clients(),
        realm -> SessionSettings.DEFAULT,
        ports.events(),
        ports.sealer(),
        ports.entropy(),
        ports.time());
  }

  private static OpenedSession open(AccountId id, SessionPlan plan) {
    return open(ports.sessions(), id, plan);
  }

  private static OpenedSession open(Sessions sessions, AccountId id, SessionPlan plan) {
    return ports
        .transactions()
        .call(() -> opener(sessions).open(id, RealmName.MAIN, plan, Origin.LOCAL));
  }

  private static SessionPlan plan() {
    return SessionPlan.fresh("contract", FORM, Lifetime.UNBOUNDED);
  }

  private static Guesses.Attempt lockedAttempt(AccountId id) {
    for (int i = 0; i < 1000; i++) {
      Guesses.Admission admission =
          house.house().core().guesses().admit(id, "", "192.0.2." + i % 250, null);
      if (!(admission instanceof Guesses.Admission.Admitted admitted)) {
        house.clock().advance(Duration.ofSeconds(30));
        continue;
      }
      admitted.attempt().reserve();
      if (admitted.attempt().mayTell()) {
        return admitted.attempt();
      }
    }
    throw new AssertionError("no lock");
  }

  private static void delete(AccountId id) {
    house.house().core().deleteAccount().delete(id, Origin.LOCAL);
  }

  private static AccountId account() {
    try {
      return ports
          .accounts()
          .create(
              NewAccount.in(RealmName.MAIN)
                  .withUsername(
                      Identifier.name("person" + NUMBERS.incrementAndGet()).orElseThrow()),
              now())
          .id();
    } catch (IdentifierTaken e) {
      throw new AssertionError(e);
    }
  }

  private static Identifier email() {
    return Identifier.email("person" + NUMBERS.incrementAndGet() + "@example.com").orElseThrow();
  }

  private static String client() {
    String id = "client" + NUMBERS.incrementAndGet();
    ports.clients().add(new Client(id, RealmName.MAIN, id, null, now()));
    return id;
  }

  private static Instant now() {
    return ports.time().now();
  }

  /** Whoever does not wait for a lock is done soon. */
  private static void awaitLockOr(CompletableFuture<?> other) {
    while (!other.isDone() && !PostgresServer.running().isAnyWaiting(database())) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static String database() {
    String url = house.house().settings().database().url();
    return url.replaceAll(".*/(empty_[0-9]+).*", "$1");
  }

  private static long strangersEvents(AccountId id) {
    return events(id, "AND address = '" + STRANGER.address() + "'");
  }

  private static long events(AccountId id, String which) {
    return PostgresServer.running()
        .count(
            database(),
            "SELECT count(*) FROM events WHERE account_id = " + id.value() + " " + which);
  }

  /** A form whose secrets are kept as digests. */
  private record Form(String kind, boolean isHandedOutAgain) implements TokenForm {
    @Override
    public Minted mint(Session session, Entropy entropy) {
      String secret = HexFormat.of().formatHex(entropy.bytes(16));
      return new Minted(secret, Digests.lookup(secret));
    }
  }
}
