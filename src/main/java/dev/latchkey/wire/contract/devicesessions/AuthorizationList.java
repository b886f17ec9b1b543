package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Time;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The live sessions of an account that have a device number: what the contract can name. */
final class AuthorizationList {
  private final Sessions sessions;
  private final Time time;

  AuthorizationList(Sessions sessions, Time time) {
    this.sessions = sessions;
    this.time = time;
  }

  /** Lists them, newest sign-in first. */
  List<Session> of(AccountId account) {
    Instant now = time.now();
    return sessions.of(account).stream()
        .filter(one -> one.deviceNumber() != null && one.isLive(now))
        .toList();
  }

  /** Finds one of them by its number as it stands in a path. */
  Optional<Session> find(AccountId account, String number) {
    return of(account).stream()
        .filter(one -> String.valueOf(one.deviceNumber()).equals(number))
        .findFirst();
  }
}
