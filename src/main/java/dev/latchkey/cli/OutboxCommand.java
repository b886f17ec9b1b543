package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.feature.mail.Outbox;
import java.util.List;

/** Lists the letters that wait, and what became of the others. */
final class OutboxCommand extends StoreCommand {
  private static final int PAGE = 100;
  private static final List<String> COLUMNS =
      List.of("id", "status", "kind", "to", "created_at", "attempts", "problem");

  @Override
  public Usage usage() {
    return new Usage(
        "outbox",
        "list the letters that wait to be sent, and what became of the others, oldest first",
        List.of(),
        options(),
        """
        A letter waits until the mail server takes it (sent), until its link is dead (dropped),
        or until it could not be sent for too long or never will be (given_up). Letters that were
        sent, dropped or given up are listed for some days.

        With --json letters are printed whole, with live links: whoever reads them can use them.
        """,
        List.of("latchkey outbox", "latchkey outbox --json | jq -r '.[-1].text'"));
  }

  @Override
  void run(House house, Given given, Terminal terminal) {
    int count;
    try (Listing listing = new Listing(terminal, given.has(JSON.name()), COLUMNS)) {
      long last = 0;
      List<Outbox.Entry> page;
      do {
        page = house.ports().outbox().list(last, PAGE);
        for (Outbox.Entry entry : page) {
          listing.add(Rows.of(entry, OutboxShowCommand.open(house, entry)));
          last = entry.id();
        }
      } while (page.size() == PAGE);
      count = listing.count();
    }
    if (count == 0) {
      terminal.say("there are no letters");
    }
  }
}
