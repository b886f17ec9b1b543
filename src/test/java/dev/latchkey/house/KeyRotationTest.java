package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.adapter.crypto.JwsTokens;
import dev.latchkey.adapter.sql.PostgresServer;
import dev.latchkey.boot.House;
import dev.latchkey.boot.Ports;
import dev.latchkey.core.token.ListKeys.ListedKey;
import dev.latchkey.core.token.ListKeys.State;
import dev.latchkey.core.token.MakeKey;
import dev.latchkey.core.token.RotateKeys;
import dev.latchkey.core.token.RotateKeys.Outcome;
import dev.latchkey.core.token.StoredKeys;
import dev.latchkey.fake.Crowd;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing keys are replaced beside running servers: TOK-16, TOK-17. */
class KeyRotationTest {
  private static final String DEVICES = "device-sessions";

  /** Until the new key signs and no slow clock makes anybody use the one before. */
  private static final Duration TAKEN_OVER = StoredKeys.ANNOUNCEMENT.multipliedBy(2);

  /** Servers read keys every two seconds. */
  private static final Duration READ = Duration.ofSeconds(10);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(one);
    return one;
  }

  static List<Door> signing() {
    return Doors.CONTRACTS.stream()
        .filter(door -> House.SIGNING.contains(door.contract()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("signing")
  void what_one_server_signs_with_a_new_key_another_takes_at_once(Door door) {
    RunningHouse first = opened(RunningHouse.onPostgres());
    RunningHouse second = opened(first.beside());
    Person person = Person.fresh();
    door.signUp(first, person);
    String[] before = door.enter(first, person);

    rotated(first, door.contract());
    first.house().readKeys();
    second.house().readKeys();
    first.clock().advance(StoredKeys.ANNOUNCEMENT);

    String[] after = door.enter(first, person);
    assertThat(after).isNotEqualTo(before);
    assertThat(door.knows(second, after)).isTrue();
    assertThat(door.knows(second, before)).isTrue();
    assertThat(door.knows(first, before)).isTrue();
  }

  @Test
  void a_token_that_never_expires_outlives_any_number_of_rotations() {
    RunningHouse house = opened(RunningHouse.start());
    Door door = door(DEVICES);
    Person person = Person.fresh();
    door.signUp(house, person);
    String[] key = door.enter(house, person);

    for (int i = 0; i < RotateKeys.MOST - 1; i++) {
      rotated(house, DEVICES);
      house.clock().advance(TAKEN_OVER);
    }
    house.house().readKeys();

    assertThat(keys(house, DEVICES)).hasSize(RotateKeys.MOST);
    assertThat(door.knows(house, key)).isTrue();
    assertThat(house.house().core().rotateKeys().rotate(List.of(DEVICES)))
        .isInstanceOfSatisfying(
            Outcome.Full.class,
            full -> {
              assertThat(full.oldest().position()).isEqualTo(1);
              assertThat(full.sessions()).isPositive();
            });
    assertThat(keys(house, DEVICES)).hasSize(RotateKeys.MOST);
  }

  @Test
  void a_key_goes_when_nothing_live_can_depend_on_it() {
    RunningHouse house = opened(RunningHouse.start());
    Door door = door("jwt-sessions");
    Person person = Person.fresh();
    door.signUp(house, person);
    door.enter(house, person);
    rotated(house, "jwt-sessions");
    house.clock().advance(TAKEN_OVER);
    assertThat(rotated(house, "jwt-sessions").removed()).isZero();

    // Refresh tokens live for seven days.
    house.clock().advance(Duration.ofDays(8));

    assertThat(keys(house, "jwt-sessions"))
        .extracting(ListedKey::state)
        .containsExactly(State.SIGNS, State.VERIFIES, State.VERIFIES);
    assertThat(rotated(house, "jwt-sessions").removed()).isEqualTo(2);
    assertThat(keys(house, "jwt-sessions"))
        .extracting(ListedKey::state)
        .containsExactly(State.ANNOUNCED, State.SIGNS);
  }

  @Test
  void a_key_that_a_slow_clock_may_still_use_stays() {
    RunningHouse house = opened(RunningHouse.start());
    rotated(house, DEVICES);
    house.clock().advance(TAKEN_OVER.minusSeconds(5));

    assertThat(rotated(house, DEVICES).removed()).isZero();

    assertThat(keys(house, DEVICES)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void of_many_rotations_at_once_one_adds_a_key(boolean isPostgres) throws Exception {
    RunningHouse house = opened(isPostgres ? RunningHouse.onPostgres() : RunningHouse.start());
    House beside = opened(House.open(house.house().settings(), house.clock()));

    List<Outcome> outcomes =
        Crowd.rush(
            8,
            i ->
                () ->
                    (i % 2 == 0 ? house.house() : beside)
                        .core()
                        .rotateKeys()
                        .rotate(House.SIGNING));

    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Outcome.UnderWay.class::isInstance).hasSize(7);
    House.SIGNING.forEach(contract -> assertThat(keys(house, contract)).hasSize(2));
  }

  @Test
  void a_rotation_does_not_follow_one_that_ends_while_it_reads() {
    RunningHouse house = opened(RunningHouse.onPostgres());
    List<Outcome> beside = new ArrayList<>();
    RotateKeys late =
        rotateKeys(
            house,
            new ForwardedKeys(house.house().ports().storedKeys()) {
              @Override
              public List<StoredKey> of(String purpose) {
                List<StoredKey> found = super.of(purpose);
                if (beside.isEmpty()) {
                  beside.add(
                      CompletableFuture.supplyAsync(
                              () -> house.house().core().rotateKeys().rotate(List.of(DEVICES)))
                          .join());
                }
                return found;
              }
            });

    Outcome outcome = late.rotate(List.of(DEVICES));

    assertThat(beside).singleElement().isInstanceOf(Outcome.Done.class);
    assertThat(outcome).isInstanceOf(Outcome.UnderWay.class);
    assertThat(keys(house, DEVICES)).hasSize(2);
  }

  private static RotateKeys rotateKeys(RunningHouse house, StoredKeys keys) {
    Ports ports = house.house().ports();
    return new RotateKeys(
        keys,
        new MakeKey(ports.sealer(), ports.entropy(), ports.time()),
        house.house().core().listKeys(),
        ports.sessions(),
        ports.transactions(),
        ports.time());
  }

  @Test
  void of_both_contracts_all_keys_are_replaced_or_none() {
    RunningHouse house = opened(RunningHouse.start());
    rotated(house, DEVICES);

    assertThat(house.house().core().rotateKeys().rotate(House.SIGNING))
        .isInstanceOf(Outcome.UnderWay.class);

    assertThat(keys(house, "jwt-sessions")).hasSize(1);
  }

  @Test
  void signing_out_ends_every_session_of_the_contract_on_every_server_and_no_other() {
    RunningHouse first = opened(RunningHouse.onPostgres());
    RunningHouse second = opened(first.beside());
    Person person = Person.fresh();
    Door devices = door(DEVICES);
    Door other = door("session-rpc");
    devices.signUp(first, person);
    String[] lost = devices.enter(first, person);
    String[] kept = other.enter(first, person);
    rotated(first, DEVICES);

    RotateKeys.Rotated done = first.house().core().rotateKeys().signOut(DEVICES);

    assertThat(done.removed()).isEqualTo(2);
    assertThat(done.ended()).isPositive();
    assertThat(devices.knows(first, lost)).isFalse();
    awaitThat(() -> !devices.knows(second, lost));
    assertThat(other.knows(second, kept)).isTrue();
    first.house().readKeys();
    second.house().readKeys();
    String[] fresh = devices.enter(first, person);
    assertThat(devices.knows(second, fresh)).isTrue();
  }

  @Test
  void signing_out_goes_on_when_somebody_ends_a_session_of_the_same_batch() throws Exception {
    RunningHouse house = opened(RunningHouse.onPostgres());
    Person person = Person.fresh();
    door(DEVICES).signUp(house, person);
    String url = house.house().settings().database().url();
    String database = url.replaceAll(".*/(empty_[0-9]+).*", "$1");
    // More than fit into one batch.
    PostgresServer.running()
        .execute(
            database,
            """
            INSERT INTO sessions (
              id, account_id, contract, address, created_at, signed_in_at, last_seen_at)
            SELECT n, (SELECT min(id) FROM accounts), 'device-sessions', '192.0.2.1', 1, 1, 1
            FROM generate_series(1, 1200) AS n
            """);
    CompletableFuture<RotateKeys.Rotated> signingOut;
    try (Connection other = DriverManager.getConnection(url);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE sessions SET ended_at = 2 WHERE id = 7");
      signingOut =
          CompletableFuture.supplyAsync(() -> house.house().core().rotateKeys().signOut(DEVICES));
      PostgresServer.running().awaitLock(database);
      other.commit();
    }

    signingOut.get(30, TimeUnit.SECONDS);

    assertThat(
            PostgresServer.running()
                .count(database, "SELECT count(*) FROM sessions WHERE ended_at IS NULL"))
        .isZero();
  }

  @Test
  void a_server_refuses_what_a_removed_key_signs_for_sessions_that_are_opened_later() {
    RunningHouse house = opened(RunningHouse.start());
    Door door = door(DEVICES);
    Person person = Person.fresh();
    door.signUp(house, person);
    Ports ports = house.house().ports();
    JwsTokens thief =
        new JwsTokens(DEVICES, ports.storedKeys(), ports.sealer(), ports.entropy(), ports.time());
    assertThat(door.knows(house, forged(thief, door.enter(house, person)))).isTrue();

    house.house().core().rotateKeys().signOut(DEVICES);

    // By its own timer, within seconds.
    awaitThat(() -> !door.knows(house, forged(thief, door.enter(house, person))));
    assertThat(door.knows(house, door.enter(house, person))).isTrue();
  }

  /** Signs what a token says with another key. */
  private static String[] forged(JwsTokens signer, String[] key) {
    String[] parts = key[1].split("\\.");
    Base64.Decoder decoder = Base64.getUrlDecoder();
    return new String[] {
      key[0],
      signer.sign(
          new String(decoder.decode(parts[0]), StandardCharsets.UTF_8),
          new String(decoder.decode(parts[1]), StandardCharsets.UTF_8))
    };
  }

  private static void awaitThat(BooleanSupplier what) {
    long start = System.nanoTime();
    while (!what.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(READ);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static RotateKeys.Rotated rotated(RunningHouse house, String contract) {
    Outcome outcome = house.house().core().rotateKeys().rotate(List.of(contract));
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done) outcome).contracts().getFirst();
  }

  private static List<ListedKey> keys(RunningHouse house, String contract) {
    return house.house().core().listKeys().list(contract);
  }

  private static Door door(String contract) {
    return Doors.CONTRACTS.stream()
        .filter(one -> one.contract().equals(contract))
        .findFirst()
        .orElseThrow();
  }

  /** Stored keys that are read and written as they are. */
  private static class ForwardedKeys implements StoredKeys {
    private final StoredKeys keys;

    private ForwardedKeys(StoredKeys keys) {
      this.keys = keys;
    }

    @Override
    public List<StoredKey> of(String purpose) {
      return keys.of(purpose);
    }

    @Override
    public boolean insert(StoredKey key) {
      return keys.insert(key);
    }

    @Override
    public int remove(String purpose, int below) {
      return keys.remove(purpose, below);
    }
  }
}
