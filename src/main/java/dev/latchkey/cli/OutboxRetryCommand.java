package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.feature.mail.Outbox;
import java.util.List;

/** Makes a letter due at once. */
final class OutboxRetryCommand extends StoreCommand {
  @Override
  public Usage usage() {
    return new Usage(
        "outbox retry",
        "try a letter again that waits or was given up",
        List.of("ID"),
        options(),
        "A running server sends it within seconds. A letter whose link has expired is not sent.",
        List.of("latchkey outbox retry 12"));
  }

  @Override
  void run(House house, Given given, Terminal terminal) throws Refused, Misused {
    Outbox outbox = house.ports().outbox();
    Outbox.Entry entry = OutboxShowCommand.find(house, given.parameter(0));
    if (entry.expiresAt() != null && !house.ports().time().now().isBefore(entry.expiresAt())) {
      throw new Refused("the link of letter " + entry.id() + " has expired; ask for a new one");
    }
    if (!outbox.retry(entry.id(), house.ports().time().now())) {
      throw new Refused(
          "letter " + entry.id() + " was sent or dropped, or is being sent right now");
    }
    if (given.has(JSON.name())) {
      try (Listing listing = new Listing(terminal, true, List.of())) {
        Outbox.Entry now = outbox.find(entry.id()).orElse(entry);
        listing.add(Rows.of(now, OutboxShowCommand.open(house, now)));
      }
    } else {
      terminal.out().println("letter " + entry.id() + " is due now");
    }
  }
}
