package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.core.client.Client;
import java.util.List;
import java.util.Optional;

/** Removes a client. */
final class ClientsRemoveCommand extends StoreCommand {
  @Override
  public Usage usage() {
    return new Usage(
        "clients remove",
        "remove a client, and end the sessions opened through it",
        List.of("ID"),
        options(),
        "Its accounts stay.",
        List.of("latchkey clients remove old-app-id-in-the-stores"));
  }

  @Override
  void run(House house, Given given, Terminal terminal) throws Refused {
    String id = given.parameter(0);
    Optional<Client> client = house.ports().clients().find(id);
    if (client.isEmpty() || !house.core().removeClient().remove(id)) {
      throw new Refused("there is no client with the id \"" + id + "\"");
    }
    if (given.has(JSON.name())) {
      try (Listing listing = new Listing(terminal, true, List.of())) {
        listing.add(Rows.of(client.get()));
      }
    } else {
      terminal.out().println("removed client " + Shown.line(id));
    }
  }
}
