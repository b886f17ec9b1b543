package dev.latchkey.adapter.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.session.Changes;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.FoundToken;
import dev.latchkey.core.token.Token;
import dev.latchkey.core.token.TokenLookups;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.MovedTime;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachedLookupsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final SessionId SESSION = new SessionId(7);
  private static final AccountId ACCOUNT = new AccountId(100);

  private final MovedTime time = new MovedTime();
  private final Changes changes = new Changes();
  private final SlowStore store = new SlowStore();
  private final CachedLookups lookups =
      new CachedLookups(store, Runnable::run, changes, time, 1000);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    store.openGate();
    callers.close();
  }

  @Test
  void a_token_is_read_once_within_a_second() {
    store.put("a", found(SESSION, ACCOUNT));
    assertThat(lookups.find("kind", "a")).contains(found(SESSION, ACCOUNT));
    time.move(Duration.ofMillis(999));
    assertThat(lookups.find("kind", "a")).contains(found(SESSION, ACCOUNT));
    assertThat(store.reads()).isEqualTo(1);
  }

  @Test
  void after_a_second_it_is_read_again() {
    store.put("a", found(SESSION, ACCOUNT));
    lookups.find("kind", "a");
    store.put("a", ended(SESSION, ACCOUNT));
    time.move(Duration.ofMillis(999));
    assertThat(lookups.find("kind", "a")).contains(found(SESSION, ACCOUNT));
    time.move(Duration.ofMillis(1));
    assertThat(lookups.find("kind", "a")).contains(ended(SESSION, ACCOUNT));
    assertThat(store.reads()).isEqualTo(2);
  }

  @Test
  void a_read_that_hangs_on_a_thread_of_its_own_is_left_behind_after_a_second() {
    store.put("a", found(SESSION, ACCOUNT));
    store.closeGate();
    CachedLookups remote = new CachedLookups(store, callers, changes, time, 1000);
    long begin = System.nanoTime();

    assertThatThrownBy(() -> remote.find("kind", "a")).isInstanceOf(StoreUnavailable.class);

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
  }

  @Test
  void the_second_counts_from_before_the_read_began() throws Exception {
    store.put("a", found(SESSION, ACCOUNT));
    Future<Optional<FoundToken>> slow = begin("a");
    time.move(Duration.ofMillis(600));
    store.openGate();
    assertThat(slow.get()).isPresent();
    time.move(Duration.ofMillis(399));
    lookups.find("kind", "a");
    assertThat(store.reads()).isEqualTo(1);
    time.move(Duration.ofMillis(1));
    lookups.find("kind", "a");
    assertThat(store.reads()).isEqualTo(2);
  }

  @Test
  void kinds_share_nothing() {
    store.put("a", found(SESSION, ACCOUNT));
    lookups.find("kind", "a");
    lookups.find("other", "a");
    assertThat(store.reads()).isEqualTo(2);
  }

  @Test
  void a_session_that_ended_is_dropped_at_once() {
    store.put("a", found(SESSION, ACCOUNT));
    lookups.find("kind", "a");
    store.put("a", ended(SESSION, ACCOUNT));
    changes.sessionEnded(SESSION);
    assertThat(lookups.find("kind", "a")).contains(ended(SESSION, ACCOUNT));
    assertThat(lookups.find("kind", "a")).contains(ended(SESSION, ACCOUNT));
    assertThat(store.reads()).as("the new reading is kept").isEqualTo(2);
  }

  @Test
  void a_session_whose_token_was_replaced_is_dropped_at_once() {
    store.put("a", found(SESSION, ACCOUNT));
    lookups.find("kind", "a");
    store.put("a", ended(SESSION, ACCOUNT));
    changes.sessionChanged(SESSION);
    assertThat(lookups.find("kind", "a")).contains(ended(SESSION, ACCOUNT));
  }

  @Test
  void all_sessions_of_a_changed_account_are_dropped_at_once() {
    for (int i = 1; i <= 3; i++) {
      store.put("a" + i, found(new SessionId(i), ACCOUNT));
      lookups.find("kind", "a" + i);
      store.put("a" + i, ended(new SessionId(i), ACCOUNT));
    }
    changes.accountChanged(ACCOUNT);
    for (int i = 1; i <= 3; i++) {
      assertThat(lookups.find("kind", "a" + i)).contains(ended(new SessionId(i), ACCOUNT));
    }
  }

  @Test
  void other_sessions_and_accounts_stay() {
    store.put("a", found(SESSION, ACCOUNT));
    lookups.find("kind", "a");
    changes.sessionEnded(new SessionId(100));
    changes.accountChanged(new AccountId(107));
    lookups.find("kind", "a");
    assertThat(store.reads()).isEqualTo(1);
  }

  @Test
  void a_deleted_session_is_gone_at_once() {
    store.put("a", found(SESSION, ACCOUNT));
    lookups.find("kind", "a");
    store.remove("a");
    changes.accountChanged(ACCOUNT);
    assertThat(lookups.find("kind", "a")).isEmpty();
  }

  @Test
  void a_reading_that_a_revocation_overtook_is_not_even_answered() throws Exception {
    store.put("a", found(SESSION, ACCOUNT));
    Future<Optional<FoundToken>> overtaken = begin("a");
    store.put("a", ended(SESSION, ACCOUNT));
    changes.sessionEnded(SESSION);
    store.openGate();
    assertThat(overtaken.get()).contains(ended(SESSION, ACCOUNT));
    assertThat(lookups.find("kind", "a")).contains(ended(SESSION, ACCOUNT));
    assertThat(store.reads()).isEqualTo(2);
  }

  @Test
  void whoever_joins_an_overtaken_read_gets_the_new_state() throws Exception {
    store.put("a", found(SESSION, ACCOUNT));
    Future<Optional<FoundToken>> first = begin("a");
    store.put("a", ended(SESSION, ACCOUNT));
    changes.accountChanged(ACCOUNT);
    Future<Optional<FoundToken>> joining = callers.submit(() -> lookups.find("kind", "a"));
    store.openGate();
    assertThat(joining.get()).contains(ended(SESSION, ACCOUNT));
    assertThat(first.get()).contains(ended(SESSION, ACCOUNT));
  }

  @Test
  void a_change_that_is_long_forgotten_cannot_bring_an_old_reading_back() throws Exception {
    store.put("a", found(SESSION, ACCOUNT));
    Future<Optional<FoundToken>> slow = begin("a");
    store.put("a", ended(SESSION, ACCOUNT));
    changes.sessionEnded(SESSION);
    time.move(Duration.ofSeconds(60));
    for (int i = 1000; i < 1010; i++) {
      changes.sessionEnded(new SessionId(i));
    }
    store.openGate();
    assertThatThrownBy(slow::get).hasCauseInstanceOf(StoreUnavailable.class);
    assertThat(lookups.find("kind", "a")).contains(ended(SESSION, ACCOUNT));
  }

  @Test
  void a_herd_shares_one_read() throws Exception {
    store.put("a", found(SESSION, ACCOUNT));
    Future<Optional<FoundToken>> first = begin("a");
    List<Future<Optional<FoundToken>>> herd = new ArrayList<>();
    CountDownLatch come = new CountDownLatch(500);
    for (int i = 0; i < 500; i++) {
      herd.add(
          callers.submit(
              () -> {
                come.countDown();
                return lookups.find("kind", "a");
              }));
    }
    come.await();
    store.openGate();
    for (Future<Optional<FoundToken>> one : herd) {
      assertThat(one.get()).contains(found(SESSION, ACCOUNT));
    }
    assertThat(first.get()).isPresent();
    assertThat(store.reads()).isLessThanOrEqualTo(2);
  }

  @Test
  void nobody_joins_a_read_that_has_taken_a_second() throws Exception {
    store.put("a", found(SESSION, ACCOUNT));
    Future<Optional<FoundToken>> stuck = begin("a");
    time.move(Duration.ofSeconds(1));
    store.put("a", ended(SESSION, ACCOUNT));
    Future<Optional<FoundToken>> next = begin("a");
    store.openGate();
    assertThat(next.get()).contains(ended(SESSION, ACCOUNT));
    assertThatThrownBy(stuck::get).hasCauseInstanceOf(StoreUnavailable.class);
    assertThat(lookups.find("kind", "a")).contains(ended(SESSION, ACCOUNT));
    assertThat(store.reads()).isEqualTo(2);
  }

  @Test
  void without_the_store_nothing_is_believed_after_the_second() {
    store.put("a", found(SESSION, ACCOUNT));
    lookups.find("kind", "a");
    store.fail(true);
    time.move(Duration.ofMillis(999));
    assertThat(lookups.find("kind", "a")).isPresent();
    time.move(Duration.ofMillis(1));
    assertThatThrownBy(() -> lookups.find("kind", "a")).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> lookups.find("kind", "new")).isInstanceOf(StoreUnavailable.class);
    store.fail(false);
    assertThat(lookups.find("kind", "a")).isPresent();
  }

  @Test
  void a_failed_read_fails_for_all_who_joined_it_and_for_nobody_later() throws Exception {
    store.put("a", found(SESSION, ACCOUNT));
    store.fail(true);
    Future<Optional<FoundToken>> first = begin("a");
    Future<Optional<FoundToken>> joining = callers.submit(() -> lookups.find("kind", "a"));
    store.openGate();
    assertThatThrownBy(first::get).hasCauseInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(joining::get).hasCauseInstanceOf(StoreUnavailable.class);
    store.fail(false);
    assertThat(lookups.find("kind", "a")).isPresent();
  }

  @Test
  void guesses_are_not_kept() {
    for (int i = 0; i < 5000; i++) {
      assertThat(lookups.find("kind", "guess" + i)).isEmpty();
    }
    assertThat(lookups.size()).isZero();
    store.put("guess1", found(SESSION, ACCOUNT));
    assertThat(lookups.find("kind", "guess1")).as("known from the moment it exists").isPresent();
  }

  @Test
  void a_full_cache_keeps_what_it_has_and_answers_the_rest() {
    for (int i = 1; i <= 3000; i++) {
      store.put("a" + i, found(new SessionId(i), ACCOUNT));
      assertThat(lookups.find("kind", "a" + i)).isPresent();
    }
    assertThat(lookups.size()).isEqualTo(1000);
    int reads = store.reads();
    for (int i = 1; i <= 1000; i++) {
      lookups.find("kind", "a" + i);
    }
    assertThat(store.reads()).isEqualTo(reads);
  }

  @Test
  void old_readings_make_room() {
    for (int i = 1; i <= 1000; i++) {
      store.put("a" + i, found(new SessionId(i), ACCOUNT));
      lookups.find("kind", "a" + i);
    }
    time.move(Duration.ofSeconds(1));
    store.put("b", found(SESSION, ACCOUNT));
    for (int i = 0; i < 1000; i++) {
      lookups.find("kind", "guess");
    }
    assertThat(lookups.size()).isZero();
    lookups.find("kind", "b");
    assertThat(lookups.size()).isEqualTo(1);
  }

  @Test
  void changes_are_forgotten_when_nothing_can_be_outdated_by_them() {
    RecentChanges recent = new RecentChanges(time);
    for (int i = 1; i <= 1000; i++) {
      recent.sessionEnded(new SessionId(i));
    }
    assertThat(recent.size()).isEqualTo(1000);
    time.move(Duration.ofSeconds(3));
    for (int i = 1; i <= 1000; i++) {
      recent.sessionEnded(SESSION);
    }
    assertThat(recent.size()).isEqualTo(1);
  }

  /** No reader may see a session alive that was ended before it asked. */
  @Test
  void no_revoked_session_is_ever_answered_as_live_under_load() throws Exception {
    for (int round = 1; round <= 300; round++) {
      SessionId session = new SessionId(round);
      String lookup = "r" + round;
      store.put(lookup, found(session, ACCOUNT));
      AtomicBoolean ended = new AtomicBoolean();
      AtomicInteger wrong = new AtomicInteger();
      List<Future<?>> readers = new ArrayList<>();
      for (int reader = 0; reader < 4; reader++) {
        readers.add(
            callers.submit(
                () -> {
                  boolean wasEnded;
                  do {
                    wasEnded = ended.get();
                    boolean live =
                        lookups.find("kind", lookup).orElseThrow().session().endedAt() == null;
                    if (wasEnded && live) {
                      wrong.incrementAndGet();
                    }
                    Thread.onSpinWait();
                  } while (!wasEnded);
                }));
      }
      store.put(lookup, ended(session, ACCOUNT));
      changes.sessionEnded(session);
      ended.set(true);
      for (Future<?> reader : readers) {
        reader.get();
      }
      assertThat(wrong).hasValue(0);
    }
  }

  /** Starts a look-up and waits until its read has taken its snapshot and hangs. */
  private Future<Optional<FoundToken>> begin(String lookup) throws InterruptedException {
    store.closeGate();
    Future<Optional<FoundToken>> begun = callers.submit(() -> lookups.find("kind", lookup));
    store.awaitRead();
    return begun;
  }

  private static FoundToken found(SessionId session, AccountId account) {
    return token(session, account, null);
  }

  private static FoundToken ended(SessionId session, AccountId account) {
    return token(session, account, NOON);
  }

  private static FoundToken token(
      SessionId session, AccountId account, @org.jspecify.annotations.Nullable Instant endedAt) {
    return new FoundToken(
        new Token("kind", "lookup", session, null, NOON, null, null),
        new Session(
            session,
            account,
            "contract",
            null,
            null,
            null,
            Device.UNKNOWN,
            "local",
            null,
            NOON,
            NOON,
            NOON,
            null,
            null,
            endedAt),
        new Account(
            account,
            RealmName.MAIN,
            AccountStatus.ACTIVE,
            "ann",
            null,
            null,
            null,
            null,
            Profile.EMPTY,
            Set.of(),
            NOON,
            NOON));
  }

  /** Takes its snapshot at once, and answers when the gate is open. */
  private static final class SlowStore implements TokenLookups {
    private final Map<String, FoundToken> rows = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final Semaphore begun = new Semaphore(0);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean failing;

    @Override
    public Optional<FoundToken> find(String kind, String lookup) {
      CountDownLatch present = gate;
      Optional<FoundToken> snapshot = Optional.ofNullable(rows.get(lookup));
      boolean fails = failing;
      reads.incrementAndGet();
      if (present.getCount() > 0) {
        begun.release();
        try {
          present.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      if (fails) {
        throw new StoreUnavailable("down", new java.io.IOException());
      }
      return snapshot;
    }

    void put(String lookup, FoundToken row) {
      rows.put(lookup, row);
    }

    void remove(String lookup) {
      rows.remove(lookup);
    }

    void fail(boolean fails) {
      failing = fails;
    }

    int reads() {
      return reads.get();
    }

    void closeGate() {
      if (gate.getCount() == 0) {
        gate = new CountDownLatch(1);
      }
    }

    void openGate() {
      gate.countDown();
    }

    void awaitRead() throws InterruptedException {
      begun.acquire();
    }
  }
}
