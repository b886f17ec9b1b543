package dev.latchkey.feature.device;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.SessionPolicies;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.signin.SignInWatch;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes to the owner when somebody signs in from a device that is new to the account, or guessed
 * before from a network that is new to it (ASVS 6.3.5); once for each device. The first device of
 * an account is its owner's.
 */
public final class NewDeviceNotice implements SignInWatch {
  private static final Duration DAY = Duration.ofDays(1);

  /** Whoever knows the password of one account must not flood a mailbox that may not be his. */
  private static final int MOST_A_DAY = 5;

  private final KnownDevices known;
  private final Sessions sessions;
  private final SessionPolicies policies;
  private final Letters letters;
  private final Time time;

  /**
   * Makes one.
   *
   * @param known the devices that accounts signed in from
   * @param sessions stored sessions
   * @param policies whether a realm wants notices
   * @param letters takes the letters
   * @param time the clock
   */
  public NewDeviceNotice(
      KnownDevices known, Sessions sessions, SessionPolicies policies, Letters letters, Time time) {
    this.known = known;
    this.sessions = sessions;
    this.policies = policies;
    this.letters = letters;
    this.time = time;
  }

  @Override
  public void signedIn(Entry entry) {
    Account account = entry.account();
    Instant now = time.now();
    boolean isNew = isNewDevice(entry, now);
    boolean isGuessed = isGuessed(entry, now);
    if ((isNew || isGuessed)
        && account.isMailable()
        && policies.of(account.realm()).notices()
        && known.newSince(account.id(), now.minus(DAY)) <= MOST_A_DAY) {
      letters.enqueue(Letter.to(account, Letter.Kind.NEW_DEVICE).withOrigin(entry.origin(), now));
    }
  }

  private boolean isNewDevice(Entry entry, Instant now) {
    AccountId account = entry.account().id();
    boolean isFirst = !known.any(account) && !rememberEarlier(entry, now);
    String device = DeviceDigest.of(entry.session(), entry.origin().agent());
    return known.remember(account, device, now) && !isFirst;
  }

  private boolean isGuessed(Entry entry, Instant now) {
    Acquaintance acquaintance = entry.acquaintance();
    return !acquaintance.placeWasKnown()
        && acquaintance.failuresBefore() > 0
        && known.remember(
            entry.account().id(), DeviceDigest.ofGuesses(entry.origin().address()), now);
  }

  /**
   * Remembers the devices of sessions that were opened before anything was remembered: a sign-up
   * opens one without a sign-in, and accounts may be older than this room. A session that is handed
   * out again still says here who had it before.
   */
  private boolean rememberEarlier(Entry entry, Instant now) {
    Session present = entry.session();
    Stream<Session> others =
        sessions.of(present.account()).stream().filter(one -> !one.id().equals(present.id()));
    List<String> earlier = Stream.concat(others, Stream.of(present)).map(DeviceDigest::of).toList();
    String own = DeviceDigest.of(present, entry.origin().agent());
    boolean isAlone = earlier.size() == 1 && earlier.contains(own);
    if (!isAlone) {
      earlier.forEach(device -> known.remember(present.account(), device, now));
    }
    return !isAlone;
  }
}
