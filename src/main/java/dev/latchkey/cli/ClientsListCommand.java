package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.core.client.Client;
import dev.latchkey.kernel.RealmName;
import java.util.List;

/** Lists clients. */
final class ClientsListCommand extends StoreCommand {
  private static final Option REALM =
      Option.of("--realm", "REALM", "only clients of this realm (default: of all)");

  @Override
  public Usage usage() {
    return new Usage(
        "clients list",
        "list the registered clients",
        List.of(),
        options(REALM),
        "",
        List.of("latchkey clients list"));
  }

  @Override
  void run(House house, Given given, Terminal terminal) throws Misused {
    RealmName realm = given.has(REALM.name()) ? AccountNames.realm(given) : null;
    List<String> columns = List.of("id", "realm", "name", "kind", "created_at");
    try (Listing listing = new Listing(terminal, given.has(JSON.name()), columns)) {
      for (Client client : house.ports().clients().list()) {
        if (realm == null || client.realm().equals(realm)) {
          listing.add(Rows.of(client));
        }
      }
      if (listing.count() == 0) {
        terminal.say("there are no clients");
      }
    }
  }
}
