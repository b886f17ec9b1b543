package dev.latchkey.core.token;

import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Sealer;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions. Only the frames {@code signin} and {@code signup} are handed one, and only they
 * may call it, within their transaction: the arrow test watches.
 */
public final class SessionOpener {
  private final Sessions sessions;
  private final Tokens tokens;
  private final Sealer sealer;
  private final Entropy entropy;
  private final Time time;

  /**
   * Makes one.
   *
   * @param sessions stored sessions
   * @param tokens stored tokens
   * @param sealer hides the copies of tokens that are handed out again
   * @param entropy where chance comes from
   * @param time the clock
   */
  public SessionOpener(
      Sessions sessions, Tokens tokens, Sealer sealer, Entropy entropy, Time time) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.sealer = sealer;
    this.entropy = entropy;
    this.time = time;
  }

  /**
   * Opens a session, or hands out the live one that the plan's key stands for. An expired one is
   * ended first, so that its number and token never come back.
   *
   * @param account whose; it exists and is active, as the frame has seen
   * @param plan what kind of session
   * @param origin from where
   * @return the session and its secrets
   */
  public OpenedSession open(AccountId account, SessionPlan plan, Origin origin) {
    Instant now = time.now();
    String key = plan.key();
    if (key != null) {
      Optional<Session> present = sessions.findPlanned(account, plan.contract(), key);
      if (present.isPresent() && present.get().isLive(now)) {
        return handOutAgain(present.get(), plan, origin, now);
      }
      present.ifPresent(expired -> sessions.end(expired.id(), now));
    }
    return openNew(account, plan, origin, now);
  }

  private OpenedSession handOutAgain(
      Session present, SessionPlan plan, Origin origin, Instant now) {
    sessions.signInAgain(present.id(), merged(present.device(), plan.device()), origin, now);
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

  private OpenedSession openNew(AccountId account, SessionPlan plan, Origin origin, Instant now) {
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
            plan.lifetime().idle(),
            plan.lifetime().absolute() == null ? null : now.plus(plan.lifetime().absolute()),
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
    Instant expiresAt = order.lifetime() == null ? null : now.plus(order.lifetime());
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
