package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.challenge.Challenge;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.Token;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What all stores promise about removing what is over: all of it, in bounds, and nothing else. */
public abstract class ForgettingContract extends StoreContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private Session opened(AccountId account, @Nullable Duration idle, @Nullable Duration absolute) {
    Session session =
        new Session(
            SessionId.random(entropy),
            account,
            "contract",
            null,
            null,
            null,
            Device.UNKNOWN,
            "192.0.2.1",
            null,
            now(),
            now(),
            now(),
            idle,
            absolute == null ? null : now().plus(absolute),
            null);
    store().sessions().insert(session);
    store().tokens().insert(token("kind", "of " + session.id(), session.id()));
    return session;
  }

  private boolean isThere(Session session) {
    boolean isThere = store().sessions().find(session.id()).isPresent();
    // Where the session goes, its token goes: what it answers then is what an unknown one does.
    assertThat(store().tokens().find("kind", "of " + session.id()).isPresent()).isEqualTo(isThere);
    return isThere;
  }

  @Test
  void a_session_goes_with_its_tokens_when_it_was_over_before_the_moment() {
    AccountId ada = account("a@x.org").id();
    Session ended = opened(ada, null, null);
    Session expired = opened(ada, null, HOUR);
    Session unused = opened(ada, HOUR, null);
    Session bounded = opened(ada, Duration.ofDays(9), HOUR);
    time.move(HOUR);
    store().sessions().end(ended.id(), now());
    List<Session> all = List.of(ended, expired, unused, bounded);

    assertThat(store().sessions().forget(now(), 10)).isZero();
    assertThat(all).allMatch(this::isThere);
    assertThat(store().sessions().forget(now().plus(MOMENT), 10)).isEqualTo(4);
    assertThat(all).noneMatch(this::isThere);
    assertThat(store().sessions().forget(now().plus(MOMENT), 10)).isZero();
  }

  @Test
  void a_session_without_an_end_stays_for_ever() {
    AccountId ada = account("a@x.org").id();
    Session endless = opened(ada, null, null);
    Session used = opened(ada, HOUR, null);
    time.move(Duration.ofDays(9_000));
    store().sessions().seen(Map.of(used.id(), now()));

    assertThat(store().sessions().forget(now(), 10)).isZero();
    assertThat(isThere(endless)).isTrue();
    assertThat(isThere(used)).isTrue();
  }

  @Test
  void a_call_removes_no_more_sessions_than_it_may() {
    AccountId ada = account("a@x.org").id();
    for (int i = 0; i < 3; i++) {
      opened(ada, null, HOUR);
      opened(ada, HOUR, null);
      store().sessions().end(opened(ada, null, null).id(), now());
    }
    time.move(HOUR.plus(MOMENT));

    assertThat(store().sessions().forget(now(), 4)).isEqualTo(4);
    assertThat(store().sessions().forget(now(), 4)).isEqualTo(4);
    assertThat(store().sessions().forget(now(), 4)).isEqualTo(1);
    assertThat(store().sessions().forget(now(), 4)).isZero();
  }

  @Test
  void a_session_that_is_used_while_others_are_removed_stays() throws Exception {
    AccountId ada = account("a@x.org").id();
    List<Session> sessions = new ArrayList<>();
    store()
        .transactions()
        .run(
            () -> {
              for (int i = 0; i < 300; i++) {
                sessions.add(opened(ada, HOUR, null));
              }
            });
    time.move(HOUR.plus(MOMENT));
    Instant now = now();

    List<List<Session>> used =
        Crowd.rush(8, i -> i < 4 ? use(sessions.subList(50 * i, 50 * i + 50), now) : sweep(now));
    while (store().sessions().forget(now, 100) > 0) {
      // The rest.
    }

    List<Session> alive = used.stream().flatMap(List::stream).toList();
    assertThat(alive).allMatch(this::isThere);
    assertThat(sessions.stream().filter(this::isThere)).hasSameSizeAs(alive);
  }

  private Callable<List<Session>> use(List<Session> sessions, Instant at) {
    return () -> {
      List<Session> used = new ArrayList<>();
      for (Session one : sessions) {
        boolean isUsed =
            store()
                .transactions()
                .call(
                    () -> {
                      store().sessions().seen(Map.of(one.id(), at));
                      return store().sessions().find(one.id()).isPresent();
                    });
        if (isUsed) {
          used.add(one);
        }
      }
      return used;
    };
  }

  private Callable<List<Session>> sweep(Instant before) {
    return () -> {
      for (int i = 0; i < 20; i++) {
        store().sessions().forget(before, 5);
      }
      return List.of();
    };
  }

  @Test
  void a_replaced_token_stays_as_long_as_its_session_can_last() {
    AccountId ada = account("a@x.org").id();
    Session bounded = opened(ada, null, Duration.ofDays(7));
    Session endless = opened(ada, null, null);
    for (Session one : List.of(bounded, endless)) {
      store().tokens().supersede("kind", "of " + one.id(), now());
      store()
          .tokens()
          .insert(new Token("kind", "next of " + one.id(), one.id(), null, now(), null, null));
    }
    time.move(Duration.ofDays(7));

    assertThat(store().tokens().forget(now(), 10)).isZero();
    assertThat(store().tokens().forget(now().plus(MOMENT), 10)).isEqualTo(1);

    assertThat(store().tokens().find("kind", "of " + bounded.id())).isEmpty();
    assertThat(store().tokens().find("kind", "next of " + bounded.id())).isPresent();
    assertThat(store().tokens().find("kind", "of " + endless.id())).isPresent();
    assertThat(store().tokens().forget(now().plus(MOMENT), 10)).isZero();
  }

  @Test
  void a_call_removes_no_more_tokens_than_it_may() {
    Session session = opened(account("a@x.org").id(), null, HOUR);
    String last = "of " + session.id();
    for (int i = 0; i < 5; i++) {
      store().tokens().supersede("kind", last, now());
      last = "number " + i;
      store().tokens().insert(token("kind", last, session.id()));
    }
    time.move(HOUR.plus(MOMENT));

    assertThat(store().tokens().forget(now(), 3)).isEqualTo(3);
    assertThat(store().tokens().forget(now(), 3)).isEqualTo(2);
    assertThat(store().tokens().forget(now(), 3)).isZero();
    assertThat(store().tokens().find("kind", last)).isPresent();
  }

  @Test
  void mailed_links_go_when_they_expired_before_the_moment_used_or_not() {
    AccountId ada = account("a@x.org").id();
    for (int id = 1; id <= 4; id++) {
      Duration lifetime = id == 4 ? HOUR.multipliedBy(2) : HOUR;
      Instant end = now().plus(lifetime);
      store()
          .challenges()
          .insert(
              new Challenge(
                  id, Purpose.EMAIL_UNDO, "digest " + id, ada, "a@x.org", false, now(), end, null));
    }
    store().challenges().use(1, now());
    time.move(HOUR);

    assertThat(store().challenges().forget(now(), 10)).isZero();
    assertThat(store().challenges().forget(now().plus(MOMENT), 2)).isEqualTo(2);
    assertThat(store().challenges().forget(now().plus(MOMENT), 2)).isEqualTo(1);

    assertThat(store().challenges().find(1)).isEmpty();
    assertThat(store().challenges().find(4)).isPresent();
  }

  @Test
  void old_entries_of_the_feed_go() {
    AccountId ada = account("a@x.org").id();
    List<SessionId> ended = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Session session = opened(ada, null, null);
      store().sessions().end(session.id(), now());
      ended.add(session.id());
      time.move(MOMENT);
    }
    Instant third = now().minus(MOMENT);

    assertThat(store().sessions().forgetEndings(third, 1)).isEqualTo(1);
    assertThat(store().sessions().forgetEndings(third, 10)).isEqualTo(1);
    assertThat(store().sessions().forgetEndings(third, 10)).isZero();
    assertThat(store().sessions().endedSince(Instant.EPOCH))
        .extracting(one -> one.session())
        .containsExactly(ended.getLast());
  }

  @Test
  void reservations_of_addresses_go_when_their_time_is_over_and_names_in_use_stay()
      throws Exception {
    AccountId ada = account("new@x.org").id();
    for (int i = 0; i < 3; i++) {
      store().accounts().hold(ada, RealmName.MAIN, email("old" + i + "@x.org"), now());
    }
    store().accounts().hold(ada, RealmName.MAIN, email("last@x.org"), now().plus(MOMENT));
    store().accounts().changeEmail(ada, email("old0@x.org"), now());

    assertThat(store().accounts().forgetHolds(now(), 10)).isZero();
    assertThat(store().accounts().forgetHolds(now().plus(MOMENT), 1)).isEqualTo(1);
    assertThat(store().accounts().forgetHolds(now().plus(MOMENT), 10)).isEqualTo(1);
    assertThat(store().accounts().forgetHolds(now().plus(MOMENT), 10)).isZero();

    assertThat(
            store()
                .accounts()
                .findByIdentifier(RealmName.MAIN, Namespace.NAME, email("old0@x.org").canonical())
                .map(Account::id))
        .contains(ada);
  }

  @Test
  void old_events_go() {
    AccountId ada = account("a@x.org").id();
    for (int i = 0; i < 3; i++) {
      store()
          .events()
          .append(new Event(Event.Kind.SIGNED_IN, ada, null, null, Origin.LOCAL, now()));
      time.move(MOMENT);
    }
    Instant third = now().minus(MOMENT);

    assertThat(store().events().forget(third, 1)).isEqualTo(1);
    assertThat(store().events().forget(third, 10)).isEqualTo(1);
    assertThat(store().events().forget(third, 10)).isZero();
    assertThat(store().recordedEvents()).extracting(Event::at).containsExactly(third);
  }
}
