package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.CoreRooms;
import dev.latchkey.boot.House;
import dev.latchkey.boot.Ports;
import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.signin.SignInOutcome;
import dev.latchkey.core.signin.SignInRequest;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.core.token.RotateToken;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.core.token.TokenForm;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What many people do in an hour, by way of the rooms of a house: they sign in and fail to,
 * refresh, sign out, forget to, and have links mailed to them. Each hour is as the one before.
 */
final class SimulatedTraffic {
  private static final Form FORM = new Form();
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** What signs out at once, after an hour, or never but expires: by age, or by not being used. */
  private static final List<Lifetime> LIFETIMES =
      List.of(
          Lifetime.UNBOUNDED,
          Lifetime.UNBOUNDED,
          new Lifetime(null, Duration.ofHours(2)),
          new Lifetime(Duration.ofHours(1), null));

  private final CoreRooms core;
  private final Ports ports;
  private final List<Account> accounts = new ArrayList<>();
  private final List<Session> toEnd = new ArrayList<>();
  private final List<String> toRefresh = new ArrayList<>();
  private int guesses;

  SimulatedTraffic(House house, int people) {
    core = house.core();
    ports = house.ports();
    ports
        .transactions()
        .run(
            () -> {
              for (int i = 0; i < people; i++) {
                accounts.add(account("person" + i + "@example.com"));
              }
            });
  }

  private Account account(String address) {
    NewAccount wanted =
        NewAccount.in(RealmName.MAIN).withEmail(Identifier.email(address).orElseThrow());
    try {
      return ports.accounts().create(wanted, ports.time().now());
    } catch (IdentifierTaken e) {
      throw new AssertionError(e);
    }
  }

  /** Somebody new signs in. */
  SessionId visit() {
    Account account = account("visitor" + ports.entropy().positiveLong() + "@example.com");
    return signIn(account, Lifetime.UNBOUNDED).session().id();
  }

  /** Somebody signs in for good, and is away. */
  String endless() {
    return signIn(accounts.getFirst(), Lifetime.UNBOUNDED).secret(FORM.kind());
  }

  /** Says whether a token still signs in. */
  boolean isIn(String token) {
    return ports.tokens().find(FORM.kind(), Digests.lookup(token)).isPresent();
  }

  /** An hour of sessions: of so many sign-ins a quarter ends in each of the four ways. */
  void sessions(int signIns) {
    ports.transactions().run(() -> sessionsNow(signIns));
  }

  private void sessionsNow(int signIns) {
    toEnd.forEach(session -> core.endSession().end(session.id(), Origin.LOCAL));
    toEnd.clear();
    List<String> stale = List.copyOf(toRefresh);
    toRefresh.clear();
    stale.forEach(token -> refresh(token).ifPresent(toRefresh::add));
    for (int i = 0; i < signIns; i++) {
      int way = i % LIFETIMES.size();
      OpenedSession opened = signIn(accounts.get(i % accounts.size()), LIFETIMES.get(way));
      switch (way) {
        case 0 -> core.endSession().end(opened.session().id(), Origin.LOCAL);
        case 1 -> toEnd.add(opened.session());
        case 2 -> toRefresh.add(Digests.lookup(opened.secret(FORM.kind())));
        default -> core.lastSeen().note(opened.session());
      }
    }
    for (int i = 0; i < signIns / 10; i++) {
      fail("nobody" + guesses++ + "@example.com");
    }
  }

  private OpenedSession signIn(Account account, Lifetime lifetime) {
    SignInRequest request =
        SignInRequest.byName(RealmName.MAIN, account.email(), plan(lifetime), origin(account));
    return core.signIn().signIn(request, proven -> proven != null)
            instanceof SignInOutcome.SignedIn in
        ? in.opened()
        : fail();
  }

  private static OpenedSession fail() {
    throw new AssertionError("was not signed in");
  }

  private void fail(String name) {
    Origin origin = new Origin("198.51.100." + guesses % 200, null, null, "r");
    SignInRequest request =
        SignInRequest.byName(RealmName.MAIN, name, plan(Lifetime.UNBOUNDED), origin);
    assertThat(core.signIn().signIn(request, proven -> false))
        .isInstanceOf(SignInOutcome.BadCredentials.class);
  }

  private static SessionPlan plan(Lifetime lifetime) {
    return new SessionPlan(
        "contract",
        null,
        null,
        false,
        Device.UNKNOWN,
        List.of(new SessionPlan.Order(FORM, null)),
        lifetime);
  }

  private static Origin origin(Account account) {
    return new Origin("192.0.2." + account.id().value() % 250, "browser", null, "r");
  }

  private Optional<String> refresh(String lookup) {
    SessionPlan.Order order = new SessionPlan.Order(FORM, null);
    return core.rotateToken().rotate(order, lookup, GRACE, Origin.LOCAL)
            instanceof RotateToken.Outcome.Rotated rotated
        ? Optional.of(Digests.lookup(rotated.current().secret()))
        : Optional.empty();
  }

  /** An hour of mailed links, of which half are used. */
  void links(int count) {
    ports
        .transactions()
        .run(
            () -> {
              for (int i = 0; i < count; i++) {
                link(accounts.get(i % accounts.size()), i % 2 == 0);
              }
            });
  }

  private void link(Account account, boolean isUsed) {
    Instant now = ports.time().now();
    String address = account.email();
    String secret =
        core.issueChallenge().issue(Purpose.PASSWORD_RESET, account.id(), address).text();
    Letter letter = Letter.to(account, address, Letter.Kind.RESET_PASSWORD);
    Instant end = now.plus(Purpose.PASSWORD_RESET.lifetime());
    ports.outbox().insert(Outbox.Entry.waiting(letter, "sealed", "place", now, end));
    if (isUsed) {
      core.useChallenge().use(secret, Purpose.PASSWORD_RESET);
    }
  }

  /** Bearer tokens. */
  private static final class Form implements TokenForm {
    @Override
    public String kind() {
      return "bearer";
    }

    @Override
    public Minted mint(Session session, Entropy entropy) {
      String secret = Base64.getUrlEncoder().encodeToString(entropy.bytes(24));
      return new Minted(secret, Digests.lookup(secret));
    }
  }
}
