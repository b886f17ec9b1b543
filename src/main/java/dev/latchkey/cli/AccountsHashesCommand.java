package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.core.credential.Credentials.HashKind;
import dev.latchkey.core.credential.ForeignSettings;
import java.util.List;

/** Counts accounts by the hashes they have. */
final class AccountsHashesCommand extends StoreCommand {
  private static final List<String> COLUMNS = List.of("family", "cost", "accounts", "refused_from");

  @Override
  public Usage usage() {
    return new Usage(
        "accounts hashes",
        "count accounts by how their passwords are hashed",
        List.of(),
        options(),
        """
        Hashes that came with accounts from another system stay until their owners sign in, and
        are then replaced by Argon2id. Who never does keeps the old one, until the setting
        foreign_hashes.until refuses its family.
        """,
        List.of(
            "latchkey accounts hashes",
            "latchkey accounts hashes --json | jq '.[] | select(.family == \"bcrypt\")'"));
  }

  @Override
  void run(House house, Given given, Terminal terminal) {
    ForeignSettings settings = house.settings().foreignHashes();
    try (Listing listing = new Listing(terminal, given.has(JSON.name()), COLUMNS)) {
      for (HashKind kind : house.ports().credentials().kinds()) {
        // The family of new hashes cannot be refused.
        listing.add(
            Rows.of(
                kind,
                kind.family().equals("argon2id")
                    ? null
                    : settings.until(kind.family()).orElse(null)));
      }
      if (listing.count() == 0) {
        terminal.say("no account has a password");
      }
    }
  }
}
