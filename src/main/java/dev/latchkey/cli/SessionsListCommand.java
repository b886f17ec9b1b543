package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.core.account.Account;
import dev.latchkey.core.session.Session;
import java.time.Instant;
import java.util.List;

/** Lists the live sessions of an account. */
final class SessionsListCommand extends StoreCommand {
  private static final Option ACCOUNT =
      Option.of("--account", "NAME", "whose: any name of the account, or #123");

  @Override
  public Usage usage() {
    return new Usage(
        "sessions list",
        "list the live sessions of an account (--account NAME)",
        List.of(),
        options(ACCOUNT, AccountNames.REALM),
        "Shows the sessions of all contracts, the newest sign-in first. When a session was last"
            + " seen is known to within half a minute.",
        List.of(
            "latchkey sessions list --account demo@latchkey.example",
            "latchkey sessions list --account '#100' --json"));
  }

  @Override
  void run(House house, Given given, Terminal terminal) throws Refused, Misused {
    String name =
        given
            .value(ACCOUNT.name())
            .orElseThrow(() -> new Misused(ACCOUNT.name() + " NAME is missing"));
    Account account = AccountNames.find(house, name, given);
    Instant now = house.ports().time().now();
    List<String> columns =
        List.of("id", "contract", "device", "place", "signed_in_at", "last_seen_at");
    try (Listing listing = new Listing(terminal, given.has(JSON.name()), columns)) {
      for (Session session : house.ports().sessions().of(account.id())) {
        if (session.isLive(now)) {
          listing.add(Rows.of(session, house.ports().agents()));
        }
      }
      if (listing.count() == 0) {
        terminal.say("account " + account.id() + " has no live session");
      }
    }
  }
}
