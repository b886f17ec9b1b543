package dev.latchkey.wire.pages;

import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.Time;
import java.time.Instant;
import java.util.List;

/** The live sessions of whoever is signed in. */
final class Devices {
  private final Sessions sessions;
  private final Time time;

  Devices(PagesOperations operations) {
    this.sessions = operations.sessions();
    this.time = operations.time();
  }

  List<Session> of(Visit visit) {
    Instant now = time.now();
    return sessions.of(visit.account().id()).stream().filter(one -> one.isLive(now)).toList();
  }

  Instant now() {
    return time.now();
  }
}
