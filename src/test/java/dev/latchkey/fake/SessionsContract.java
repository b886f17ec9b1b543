package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.Sessions.Ended;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What all {@link dev.latchkey.core.session.Sessions} promise. */
public abstract class SessionsContract extends StoreContract {
  private static final Device PHONE = new Device("app", "iOS", "19", "Uber", "1.2", "push");

  private Session reread(Session session) {
    return store().sessions().find(session.id()).orElseThrow();
  }

  @Test
  void what_was_kept_is_what_is_found() {
    AccountId ada = account("a@x.org").id();
    Session full =
        new Session(
            new SessionId((1L << 53) - 1),
            ada,
            "device-sessions",
            "web",
            "key",
            store().sessions().nextDeviceNumber(),
            PHONE,
            "2001:db8::1",
            "agent \uD83D\uDD11",
            now(),
            now().plusMillis(1),
            now().plusMillis(2),
            Duration.ofDays(30),
            now().plus(Duration.ofDays(90)),
            null);

    store().sessions().insert(full);

    assertThat(reread(full)).isEqualTo(full);
    Session bare = kept(ada);
    assertThat(reread(bare)).isEqualTo(bare);
    assertThat(store().sessions().find(new SessionId(1))).isEmpty();
  }

  @Test
  void device_numbers_start_at_1_and_never_repeat() throws Exception {
    assertThat(store().sessions().nextDeviceNumber()).isEqualTo(1);
    assertThat(store().sessions().nextDeviceNumber()).isEqualTo(2);

    List<Integer> drawn = Crowd.rush(50, i -> () -> store().sessions().nextDeviceNumber());

    assertThat(new HashSet<>(drawn)).hasSize(50).allMatch(number -> number > 2);
  }

  @Test
  void a_plan_key_stands_for_one_session_that_has_not_ended() {
    AccountId ada = account("a@x.org").id();
    Session first = session(ada, "key");
    store().sessions().insert(first);

    assertThat(store().sessions().findPlanned(ada, "some-contract", "key")).contains(first);
    assertThatThrownBy(() -> store().sessions().insert(session(ada, "key")))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessage("too many concurrent changes");
    store().sessions().end(first.id(), now());
    assertThat(store().sessions().findPlanned(ada, "some-contract", "key")).isEmpty();
    Session second = session(ada, "key");
    store().sessions().insert(second);
    assertThat(store().sessions().findPlanned(ada, "some-contract", "key")).contains(second);
  }

  @Test
  void a_plan_key_may_be_empty() {
    AccountId ada = account("a@x.org").id();
    Session only = session(ada, "");
    store().sessions().insert(only);

    assertThat(store().sessions().findPlanned(ada, "some-contract", "")).contains(only);
    assertThatThrownBy(() -> store().sessions().insert(session(ada, "")))
        .isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void plan_keys_of_other_accounts_and_contracts_are_other_keys() {
    AccountId ada = account("a@x.org").id();
    AccountId bob = account("b@x.org").id();
    Session hers = session(ada, "one", null, "key");
    Session his = session(bob, "one", null, "key");
    Session other = session(ada, "two", null, "key");

    List.of(hers, his, other).forEach(store().sessions()::insert);

    assertThat(store().sessions().findPlanned(ada, "one", "key")).contains(hers);
    assertThat(store().sessions().findPlanned(bob, "one", "key")).contains(his);
    assertThat(store().sessions().findPlanned(ada, "two", "key")).contains(other);
    assertThat(store().sessions().findPlanned(bob, "two", "key")).isEmpty();
  }

  @Test
  void without_a_plan_key_there_may_be_many() {
    AccountId ada = account("a@x.org").id();

    kept(ada);
    kept(ada);

    assertThat(store().sessions().of(ada)).hasSize(2);
  }

  @Test
  void signing_in_again_renews_what_is_known_of_the_client() {
    Session session = kept(account("a@x.org").id());
    time.move(Duration.ofMinutes(5));

    assertThat(
            store()
                .sessions()
                .signInAgain(session.id(), PHONE, new Origin("192.0.2.9", "new", null, "r"), now()))
        .isTrue();

    Session renewed = reread(session);
    assertThat(renewed.device()).isEqualTo(PHONE);
    assertThat(renewed.address()).isEqualTo("192.0.2.9");
    assertThat(renewed.agent()).isEqualTo("new");
    assertThat(renewed.signedInAt()).isEqualTo(now());
    assertThat(renewed.lastSeenAt()).isEqualTo(now());
    assertThat(renewed.createdAt()).isEqualTo(session.createdAt());
  }

  @Test
  void nobody_signs_in_again_to_an_ended_session() {
    Session session = kept(account("a@x.org").id());
    store().sessions().end(session.id(), now());

    assertThat(store().sessions().signInAgain(session.id(), PHONE, Origin.LOCAL, now())).isFalse();
    assertThat(reread(session).device()).isEqualTo(Device.UNKNOWN);
  }

  @Test
  void a_session_ends_once() {
    Session session = kept(account("a@x.org").id());
    Instant end = now();

    assertThat(store().sessions().end(session.id(), end)).isTrue();
    time.move(Duration.ofSeconds(1));
    assertThat(store().sessions().end(session.id(), now())).isFalse();

    assertThat(reread(session).endedAt()).isEqualTo(end);
    assertThat(heard.sessions()).containsExactly(session.id());
    assertThat(store().sessions().end(new SessionId(1), now())).isFalse();
  }

  @Test
  void all_sessions_of_an_account_end_but_the_one_to_keep() {
    AccountId ada = account("a@x.org").id();
    Session kept = kept(ada);
    Session other = kept(ada);
    Session ended = kept(ada);
    Session bobs = kept(account("b@x.org").id());
    store().sessions().end(ended.id(), now());

    assertThat(store().sessions().endAll(ada, kept.id(), now())).containsExactly(other.id());

    assertThat(store().sessions().of(ada)).containsExactly(kept);
    assertThat(reread(bobs).endedAt()).isNull();
    assertThat(store().sessions().endAll(ada, null, now())).containsExactly(kept.id());
    assertThat(store().sessions().endAll(ada, null, now())).isEmpty();
    assertThat(heard.sessions()).containsExactly(ended.id(), other.id(), kept.id());
  }

  @Test
  void all_sessions_of_a_client_end() {
    AccountId ada = account("a@x.org").id();
    AccountId bob = account("b@x.org").id();
    Session one = session(ada, "c", "web", null);
    Session two = session(bob, "c", "web", null);
    Session other = session(ada, "c", "app", null);
    List.of(one, two, other).forEach(store().sessions()::insert);
    Session without = kept(ada);

    assertThat(store().sessions().endAllOfClient("web", now())).isEqualTo(2);

    assertThat(heard.sessions()).containsExactlyInAnyOrder(one.id(), two.id());
    assertThat(reread(other).endedAt()).isNull();
    assertThat(reread(without).endedAt()).isNull();
    assertThat(store().sessions().endAllOfClient("web", now())).isZero();
  }

  @Test
  void the_sessions_of_a_contract_end_some_at_a_time() {
    AccountId ada = account("a@x.org").id();
    Session other = session(ada, "other", null, null);
    store().sessions().insert(other);
    Session ended = kept(ada);
    store().sessions().end(ended.id(), now());
    for (int i = 0; i < 3; i++) {
      kept(ada);
    }

    assertThat(store().sessions().endSomeOf("some-contract", 2, now())).isEqualTo(2);
    assertThat(store().sessions().endSomeOf("some-contract", 2, now())).isEqualTo(1);
    assertThat(store().sessions().endSomeOf("some-contract", 2, now())).isZero();

    assertThat(store().sessions().of(ada)).containsExactly(other);
    assertThat(heard.sessions()).hasSize(4).doesNotContain(other.id());
    assertThat(store().sessions().endedSince(Instant.EPOCH)).hasSize(4);
  }

  @Test
  void only_live_sessions_of_a_contract_are_counted() {
    AccountId ada = account("a@x.org").id();
    kept(ada);
    store().sessions().insert(session(ada, "other", null, null));
    store().sessions().end(kept(ada).id(), now());
    Session plain = session(ada, null);
    Duration hour = Duration.ofHours(1);
    store().sessions().insert(bounded(plain, null, now().plus(hour)));
    store().sessions().insert(bounded(session(ada, null), hour, null));
    Instant opened = now();
    Instant next = opened.plusMillis(1);

    assertThat(store().sessions().countLive("some-contract", opened, opened)).isZero();
    assertThat(store().sessions().countLive("some-contract", next, opened)).isEqualTo(3);
    Instant last = opened.plus(hour).minusMillis(1);
    assertThat(store().sessions().countLive("some-contract", next, last)).isEqualTo(3);
    assertThat(store().sessions().countLive("some-contract", next, opened.plus(hour))).isEqualTo(1);
    assertThat(store().sessions().countLive("unknown", next, opened)).isZero();
  }

  private static Session bounded(Session s, @Nullable Duration idle, @Nullable Instant last) {
    return new Session(
        s.id(),
        s.account(),
        s.contract(),
        s.clientId(),
        s.planKey(),
        s.deviceNumber(),
        s.device(),
        s.address(),
        s.agent(),
        s.createdAt(),
        s.signedInAt(),
        s.lastSeenAt(),
        idle,
        last,
        s.endedAt());
  }

  @Test
  void an_ending_that_was_rolled_back_is_neither_told_nor_fed() {
    Session session = kept(account("a@x.org").id());

    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .run(
                        () -> {
                          store().sessions().end(session.id(), now());
                          assertThat(heard.sessions()).isEmpty();
                          throw new IllegalStateException("no");
                        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(heard.sessions()).isEmpty();
    assertThat(store().sessions().endedSince(Instant.EPOCH)).isEmpty();
    assertThat(reread(session).endedAt()).isNull();
  }

  @Test
  void the_newest_sign_in_is_listed_first() {
    AccountId ada = account("a@x.org").id();
    Session first = kept(ada);
    time.move(Duration.ofSeconds(1));
    Session second = kept(ada);
    time.move(Duration.ofSeconds(1));
    store().sessions().signInAgain(first.id(), Device.UNKNOWN, Origin.LOCAL, now());
    Session ended = kept(ada);
    store().sessions().end(ended.id(), now());

    assertThat(store().sessions().of(ada))
        .extracting(Session::id)
        .containsExactly(first.id(), second.id());
  }

  @Test
  void the_feed_tells_what_ended_since_a_moment_even_of_accounts_that_are_gone() {
    AccountId ada = account("a@x.org").id();
    Session early = kept(ada);
    Session late = kept(ada);
    store().sessions().end(early.id(), now());
    time.move(Duration.ofMillis(1));
    Instant since = now();
    store().sessions().end(late.id(), since);
    store().accounts().delete(ada);

    assertThat(store().sessions().endedSince(since))
        .containsExactly(new Ended(late.id(), ada, since));
    assertThat(store().sessions().endedSince(since.minusMillis(1)))
        .extracting(Ended::session)
        .containsExactly(early.id(), late.id());
    assertThat(store().sessions().endedSince(since.plusMillis(1))).isEmpty();
  }

  @Test
  void the_moment_a_session_was_last_seen_never_goes_backwards() {
    AccountId ada = account("a@x.org").id();
    Session active = kept(ada);
    Session ended = kept(ada);
    store().sessions().end(ended.id(), now());
    Instant later = now().plusSeconds(60);

    store().sessions().seen(Map.of(active.id(), later, ended.id(), later, new SessionId(1), later));
    store().sessions().seen(Map.of(active.id(), later.minusSeconds(30)));
    store().sessions().seen(Map.of());

    assertThat(reread(active).lastSeenAt()).isEqualTo(later);
    assertThat(reread(ended).lastSeenAt()).isEqualTo(ended.lastSeenAt());
  }

  @Test
  void of_many_parallel_endings_exactly_one_is_the_ending() throws Exception {
    Session session = kept(account("a@x.org").id());

    assertThat(Crowd.rush(50, i -> () -> store().sessions().end(session.id(), now())))
        .containsOnlyOnce(true);
    assertThat(heard.sessions()).containsExactly(session.id());
  }

  @Test
  void an_account_that_is_gone_gets_no_session() {
    assertThatThrownBy(() -> store().sessions().insert(session(new AccountId(4711), null)))
        .isInstanceOf(StoreUnavailable.class);
  }
}
