package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.core.token.ListKeys.ListedKey;
import java.util.List;

/** Lists the keys that sign tokens. */
final class KeysListCommand extends StoreCommand {
  private static final List<String> COLUMNS =
      List.of("contract", "key", "state", "made_at", "signs_from", "sessions");

  @Override
  public Usage usage() {
    return new Usage(
        "keys list",
        "list the keys that sign tokens",
        List.of(),
        options(),
        """
        The keys of jwt-sessions and device-sessions, newest first: what each is used for, and
        how many live sessions may have a token under it (those that were opened before the next
        key had certainly taken over). The keys themselves are never shown.
        """,
        List.of("latchkey keys list"));
  }

  @Override
  void run(House house, Given given, Terminal terminal) {
    try (Listing listing = new Listing(terminal, given.has(JSON.name()), COLUMNS)) {
      for (String contract : House.SIGNING) {
        for (ListedKey key : house.core().listKeys().list(contract)) {
          listing.add(Rows.of(key));
        }
      }
    }
  }
}
