package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.SessionSettings;
import dev.latchkey.core.token.FoundToken;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.core.token.RotateToken;
import dev.latchkey.core.token.SessionOpener;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.core.token.Token;
import dev.latchkey.core.token.TokenForm;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.Sealer;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.StoreUnavailable;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What all {@link dev.latchkey.core.token.Tokens} promise, alone and under those who use them. */
public abstract class TokensContract extends StoreContract {
  private static final TokenForm STABLE = new Form("stable", true);
  private static final TokenForm ROTATED = new Form("rotated", false);

  private SessionOpener opener() {
    return new SessionOpener(
        store().sessions(),
        store().tokens(),
        store().clients(),
        realm -> SessionSettings.DEFAULT,
        store().events(),
        new Turned(),
        entropy,
        time);
  }

  private OpenedSession open(Account account, SessionPlan plan) {
    return store()
        .transactions()
        .call(() -> opener().open(account.id(), account.realm(), plan, Origin.LOCAL));
  }

  @Test
  void a_token_leads_to_its_session_and_account() {
    Account ada = create(NewAccount.in(RealmName.MAIN).withUsername(name("ada")).withClient("web"));
    store().accounts().changePermissions(ada.id(), Set.of("root"), now());
    Session session =
        new Session(
            SessionId.random(entropy),
            ada.id(),
            "contract",
            "web",
            "key",
            7,
            new Device("a", "b", "c", "d", "e", "f"),
            "192.0.2.1",
            "agent",
            now(),
            now(),
            now(),
            Duration.ofDays(1),
            now().plusSeconds(5),
            null);
    Token token =
        new Token("kind", "lookup", session.id(), "sealed", now(), now().plusSeconds(1), null);
    store().sessions().insert(session);
    store().tokens().insert(token);

    assertThat(store().tokens().find("kind", "lookup"))
        .contains(new FoundToken(token, session, store().accounts().find(ada.id()).orElseThrow()));
  }

  @Test
  void a_token_is_found_whatever_state_it_is_in() {
    Account ada = account("a@x.org");
    Session session = kept(ada.id());
    store().tokens().insert(token("kind", "lookup", session.id()));
    store().tokens().supersede("kind", "lookup", now());
    store().sessions().end(session.id(), now());
    store().accounts().changeStatus(ada.id(), AccountStatus.DISABLED, now());

    FoundToken found = store().tokens().find("kind", "lookup").orElseThrow();

    assertThat(found.token().supersededAt()).isEqualTo(now());
    assertThat(found.session().endedAt()).isEqualTo(now());
    assertThat(found.account().isActive()).isFalse();
  }

  @Test
  void kinds_share_no_look_ups() {
    Account ada = account("a@x.org");
    Session one = kept(ada.id());
    Session two = kept(ada.id());
    store().tokens().insert(token("one", "lookup", one.id()));
    store().tokens().insert(token("two", "lookup", two.id()));

    assertThat(store().tokens().find("one", "lookup").orElseThrow().session()).isEqualTo(one);
    assertThat(store().tokens().find("two", "lookup").orElseThrow().session()).isEqualTo(two);
    assertThat(store().tokens().find("three", "lookup")).isEmpty();
    assertThat(store().tokens().find("one", "LOOKUP")).isEmpty();
    assertThat(store().tokens().find("one", "")).isEmpty();
  }

  @Test
  void a_look_up_stands_for_one_token() {
    Account ada = account("a@x.org");
    store().tokens().insert(token("kind", "lookup", kept(ada.id()).id()));

    assertThatThrownBy(() -> store().tokens().insert(token("kind", "lookup", kept(ada.id()).id())))
        .isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void a_session_has_one_current_token_of_a_kind() {
    Session session = kept(account("a@x.org").id());
    Token first = token("kind", "first", session.id());
    Token second = token("kind", "second", session.id());
    store().tokens().insert(first);
    store().tokens().insert(token("other", "first", session.id()));

    assertThatThrownBy(() -> store().tokens().insert(second)).isInstanceOf(StoreUnavailable.class);
    assertThat(store().tokens().current("kind", session.id())).contains(first);
    assertThat(store().tokens().supersede("kind", "first", now())).isTrue();
    assertThat(store().tokens().current("kind", session.id())).isEmpty();
    store().tokens().insert(second);
    assertThat(store().tokens().current("kind", session.id())).contains(second);
  }

  @Test
  void a_token_is_superseded_once() throws Exception {
    Session session = kept(account("a@x.org").id());
    store().tokens().insert(token("kind", "lookup", session.id()));

    assertThat(Crowd.rush(50, i -> () -> store().tokens().supersede("kind", "lookup", now())))
        .containsOnlyOnce(true);
    assertThat(store().tokens().supersede("kind", "unknown", now())).isFalse();
  }

  @Test
  void a_replacement_is_told_after_commit_and_once() {
    Session session = kept(account("a@x.org").id());
    store().tokens().insert(token("kind", "lookup", session.id()));

    store()
        .transactions()
        .run(
            () -> {
              store().tokens().supersede("kind", "lookup", now());
              assertThat(heard.changed()).isEmpty();
            });
    store().tokens().supersede("kind", "lookup", now());

    assertThat(heard.changed()).containsExactly(session.id());
    assertThat(heard.sessions()).isEmpty();
  }

  @Test
  void a_token_needs_its_session() {
    assertThatThrownBy(() -> store().tokens().insert(token("kind", "x", new SessionId(1))))
        .isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void many_parallel_first_sign_ins_with_one_plan_key_share_one_session() throws Exception {
    Account ada = account("a@x.org");
    SessionPlan plan = SessionPlan.onePerAccount("contract", STABLE, Lifetime.UNBOUNDED);

    List<OpenedSession> opened = Crowd.rush(50, i -> () -> open(ada, plan));

    assertThat(opened)
        .extracting(one -> one.session().id())
        .containsOnly(opened.getFirst().session().id());
    assertThat(opened)
        .extracting(one -> one.secret("stable"))
        .containsOnly(opened.getFirst().secret("stable"));
    assertThat(store().sessions().of(ada.id())).hasSize(1);
  }

  @Test
  void parallel_rotations_of_one_token_give_everyone_the_same_successor() throws Exception {
    Account ada = account("a@x.org");
    SessionPlan plan = SessionPlan.fresh("contract", ROTATED, Lifetime.UNBOUNDED);
    OpenedSession opened = open(ada, plan);
    RotateToken rotate =
        new RotateToken(
            store().tokens(),
            store().sessions(),
            store().events(),
            store().transactions(),
            entropy,
            time);
    SessionPlan.Order order = plan.tokens().getFirst();

    List<RotateToken.Outcome> outcomes =
        Crowd.rush(
            50,
            i ->
                () ->
                    rotate.rotate(
                        order, opened.secret("rotated"), Duration.ofSeconds(10), Origin.LOCAL));

    String current =
        store().tokens().current("rotated", opened.session().id()).orElseThrow().lookup();
    assertThat(current).isNotEqualTo(opened.secret("rotated"));
    assertThat(outcomes)
        .allSatisfy(
            one -> {
              assertThat(one).isInstanceOf(RotateToken.Outcome.Rotated.class);
              assertThat(((RotateToken.Outcome.Rotated) one).current().secret()).isEqualTo(current);
            });
    assertThat(store().recordedEvents())
        .extracting(Event::kind)
        .doesNotContain(Event.Kind.SESSION_ENDED);
  }

  /** A form whose secrets are found as they are unless they are handed out again. */
  private record Form(String kind, boolean isHandedOutAgain) implements TokenForm {
    @Override
    public Minted mint(Session session, Entropy entropy) {
      String secret = HexFormat.of().formatHex(entropy.bytes(16));
      return new Minted(secret, isHandedOutAgain ? Digests.lookup(secret) : secret);
    }
  }

  /** Seals by turning each bit; it stands in for a cipher. */
  private static final class Turned implements Sealer {
    @Override
    public byte[] seal(byte[] plain, String place) {
      byte[] turned = plain.clone();
      for (int i = 0; i < turned.length; i++) {
        turned[i] = (byte) ~turned[i];
      }
      return turned;
    }

    @Override
    public byte[] open(byte[] sealed, String place) {
      return seal(sealed, place);
    }
  }
}
