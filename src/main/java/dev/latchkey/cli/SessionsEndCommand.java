package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.core.session.Session;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import java.util.List;
import java.util.Optional;

/** Ends one session. */
final class SessionsEndCommand extends StoreCommand {
  @Override
  public Usage usage() {
    return new Usage(
        "sessions end",
        "end one session",
        List.of("ID"),
        options(),
        "A running server stops believing in it within a second, and closes its open connections.",
        List.of("latchkey sessions end 5034812764239872"));
  }

  @Override
  void run(House house, Given given, Terminal terminal) throws Refused, Misused {
    SessionId id = id(given.parameter(0));
    Optional<Session> session = house.ports().sessions().find(id);
    if (session.isEmpty() || !house.core().endSession().end(id, Origin.LOCAL)) {
      throw new Refused("there is no session " + id + " that has not ended");
    }
    if (given.has(JSON.name())) {
      try (Listing listing = new Listing(terminal, true, List.of())) {
        listing.add(Rows.of(session.get(), house.ports().agents()));
      }
    } else {
      terminal.out().println("ended session " + id + " of account " + session.get().account());
    }
  }

  private static SessionId id(String word) throws Misused {
    try {
      return new SessionId(Long.parseLong(word));
    } catch (IllegalArgumentException e) {
      throw new Misused("ID must be the number of a session, as sessions list shows it");
    }
  }
}
