package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.core.client.Client;
import dev.latchkey.core.client.RegisterClient;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Registers a client. */
final class ClientsAddCommand extends StoreCommand {
  private static final Option REALM =
      Option.of("--realm", "REALM", "the realm whose accounts it sees (default: main)");
  private static final Option NAME =
      Option.of("--name", "NAME", "what people call it (default: its id)");
  private static final Option CONFIDENTIAL =
      Option.flag("--confidential", "give it a secret, which is shown this once");

  @Override
  public Usage usage() {
    return new Usage(
        "clients add",
        "register a client (an application that may ask)",
        List.of("[ID]"),
        options(REALM, NAME, CONFIDENTIAL),
        "Without ID one is made. A client in a realm of its own has its own namespace of accounts.",
        List.of(
            "latchkey clients add --name 'Phone app'",
            "latchkey clients add old-app-id-in-the-stores --realm main",
            "latchkey clients add --name Backend --confidential --json"));
  }

  @Override
  boolean makesStore() {
    return true;
  }

  @Override
  void run(House house, Given given, Terminal terminal) throws Refused, Misused {
    String id = given.parameters().isEmpty() ? null : given.parameter(0);
    if (id != null && !Client.isId(id)) {
      throw new Misused("ID must be 1 to 100 printable ASCII characters without spaces");
    }
    RegisterClient.Registered registered =
        house
            .core()
            .registerClient()
            .register(
                id,
                AccountNames.realm(given),
                given.value(NAME.name()).orElse(null),
                given.has(CONFIDENTIAL.name()))
            .orElseThrow(() -> new Refused("a client with the id \"" + id + "\" exists already"));
    Map<String, @Nullable Object> row = Rows.of(registered.client());
    if (registered.secret() != null) {
      row.put("secret", registered.secret());
    }
    if (given.has(JSON.name())) {
      try (Listing listing = new Listing(terminal, true, List.of())) {
        listing.add(row);
      }
    } else {
      Sheet.print(terminal, row);
      if (registered.secret() != null) {
        terminal.say("the secret is kept nowhere: note it now");
      }
    }
  }
}
