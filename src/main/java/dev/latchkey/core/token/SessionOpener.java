package dev.latchkey.core.token;

import dev.latchkey.core.client.Clients;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.SessionPolicies;
import dev.latchkey.core.session.SessionSettings;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.ConcurrentChange;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.Sealer;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions. Only the frames {@code signin} and {@code signup} are handed one, and only they
 * may call it, within their transaction: the arrow test watches.
 */
public final class SessionOpener {
  private static final Comparator<Session> LONGEST_UNSEEN_FIRST =
      Comparator.comparing(Session::lastSeenAt)
          .thenComparing(Session::signedInAt)
          .thenComparingLong(one -> one.id().value());

  private final Sessions sessions;
  private final Tokens tokens;
  private final Clients clients;
  private final SessionPolicies policies;
  private final Events events;
  private final Sealer sealer;
  private final Entropy entropy;
  private final Time time;

  /**
   * Makes one.
   *
   * @param sessions stored sessions
   * @param tokens stored tokens
   * @param clients registered clients
   * @param policies what the sessions of each realm may do
   * @param events the record of what happened
   * @param sealer hides the copies of tokens that are handed out again
   * @param entropy where chance comes from
   * @param time the clock
   */
  public SessionOpener(
      Sessions sessions,
      Tokens tokens,
      Clients clients,
      SessionPolicies policies,
      Events events,
      Sealer sealer,
      Entropy entropy,
      Time time) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.clients = clients;
    this.policies = policies;
    this.events = events;
    this.sealer = sealer;
    this.entropy = entropy;
    this.time = time;
  }

  /**
   * Opens a session, or hands out the live one that the plan's key stands for. An expired one is
   * ended first, so that its number and token never come back; one that today's policy of the realm
   * would not let live counts as expired. If the account has more live sessions than its realm
   * allows, those that were not seen for the longest time end. A client that was removed since it
   * asked gets a session that is over, as if it had been removed right afterwards.
   *
   * @param account whose; it exists and is active, as the frame has seen
   * @param realm the realm of the account
   * @param plan what kind of session
   * @param origin from where
   * @return the session and its secrets
   */
  public OpenedSession open(AccountId account, RealmName realm, SessionPlan plan, Origin origin) {
    Instant now = time.now();
    // Before any session, as whoever removes a client does: else two could wait for each other.
    boolean mayAsk = plan.clientId() == null || clients.hold(plan.clientId());
    OpenedSession opened = handOut(account, realm, plan, origin, now);
    if (!mayAsk) {
      sessions.end(opened.session().id(), now);
    }
    return opened;
  }

  private OpenedSession handOut(
      AccountId account, RealmName realm, SessionPlan plan, Origin origin, Instant now) {
    SessionSettings policy = policies.of(realm);
    String key = plan.key();
    if (key != null) {
      Optional<Session> present = sessions.findPlanned(account, plan.contract(), key);
      if (present.isPresent() && !present.get().isExpired(now, policy.lifetime())) {
        return handOutAgain(present.get(), plan, origin, now);
      }
      present.ifPresent(expired -> sessions.end(expired.id(), now));
    }
    OpenedSession opened = openNew(account, plan, policy.lifetime(), origin, now);
    if (policy.limit() != null) {
      makeRoom(opened.session(), policy.limit(), origin, now);
    }
    return opened;
  }

  /** In the transaction that opened the new one, so that parallel sign-ins count each other. */
  private void makeRoom(Session opened, int limit, Origin origin, Instant now) {
    List<Session> others =
        sessions.of(opened.account()).stream()
            .filter(one -> one.isLive(now) && !one.id().equals(opened.id()))
            .sorted(LONGEST_UNSEEN_FIRST)
            .toList();
    for (Session one : others.subList(0, Math.max(0, others.size() + 1 - limit))) {
      sessions.end(one.id(), now);
      events.append(
          new Event(
              Event.Kind.SESSION_EVICTED, one.account(), one.id(), one.contract(), origin, now));
    }
  }

  private OpenedSession handOutAgain(
      Session present, SessionPlan plan, Origin origin, Instant now) {
    Device device = merged(present.device(), plan.device());
    if (!sessions.signInAgain(present.id(), device, origin, now)) {
      throw new ConcurrentChange("the session was ended as it was handed out");
    }
    Map<String, OpenedSession.Issued> issued = new LinkedHashMap<>();
    for (SessionPlan.Order order : plan.tokens()) {
      Token token =
          tokens
              .current(order.form().kind(), present.id())
              .orElseThrow(() -> new IllegalStateException("a live session has its tokens"));
      issued.put(token.kind(), new OpenedSession.Issued(secretOf(token), token.expiresAt()));
    }
    return new OpenedSession(present, issued);
  }

  private OpenedSession openNew(
      AccountId account, SessionPlan plan, Lifetime policy, Origin origin, Instant now) {
    Lifetime lifetime = plan.lifetime().within(policy);
    Session session =
        new Session(
            SessionId.random(entropy),
            account,
            plan.contract(),
            plan.clientId(),
            plan.key(),
            plan.isNumbered() ? sessions.nextDeviceNumber() : null,
            plan.device(),
            origin.address(),
            origin.agent(),
            now,
            now,
            now,
            lifetime.idle(),
            lifetime.absolute() == null ? null : now.plus(lifetime.absolute()),
            null);
    sessions.insert(session);
    Map<String, OpenedSession.Issued> issued = new LinkedHashMap<>();
    for (SessionPlan.Order order : plan.tokens()) {
      issued.put(order.form().kind(), issue(session, order, now));
    }
    return new OpenedSession(session, issued);
  }

  private OpenedSession.Issued issue(Session session, SessionPlan.Order order, Instant now) {
    TokenForm.Minted minted = order.form().mint(session, entropy);
    Instant expiresAt = order.expiry(session, now);
    String kind = order.form().kind();
    String sealed = null;
    if (order.form().isHandedOutAgain()) {
      byte[] plain = minted.secret().getBytes(StandardCharsets.UTF_8);
      sealed = Base64.getEncoder().encodeToString(sealer.seal(plain, place(kind, session.id())));
    }
    tokens.insert(new Token(kind, minted.lookup(), session.id(), sealed, now, expiresAt, null));
    return new OpenedSession.Issued(minted.secret(), expiresAt);
  }

  private String secretOf(Token token) {
    if (token.sealed() == null) {
      return token.lookup();
    }
    byte[] sealed = Base64.getDecoder().decode(token.sealed());
    return new String(
        sealer.open(sealed, place(token.kind(), token.session())), StandardCharsets.UTF_8);
  }

  private static String place(String kind, SessionId session) {
    return "token/" + kind + "/" + session;
  }

  private static Device merged(Device present, Device said) {
    return new Device(
        either(said.provider(), present.provider()),
        either(said.platform(), present.platform()),
        either(said.platformVersion(), present.platformVersion()),
        either(said.appName(), present.appName()),
        either(said.appVersion(), present.appVersion()),
        either(said.pushToken(), present.pushToken()));
  }

  private static @Nullable String either(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }
}
