package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.core.account.Account;
import dev.latchkey.kernel.RealmName;
import java.util.List;

/** Lists accounts. */
final class AccountsListCommand extends StoreCommand {
  private static final int PAGE = 500;
  private static final Option REALM =
      Option.of("--realm", "REALM", "only accounts of this realm (default: of all)");

  @Override
  public Usage usage() {
    return new Usage(
        "accounts list",
        "list the accounts",
        List.of(),
        options(REALM),
        "Accounts stand in the order of their numbers, oldest first.",
        List.of(
            "latchkey accounts list",
            "latchkey accounts list --realm shop --json | jq '.[].email'"));
  }

  @Override
  void run(House house, Given given, Terminal terminal) throws Misused {
    RealmName realm = given.has(REALM.name()) ? AccountNames.realm(given) : null;
    List<String> columns =
        List.of("number", "status", "username", "email", "telegram_name", "realm", "created_at");
    try (Listing listing = new Listing(terminal, given.has(JSON.name()), columns)) {
      int after = 0;
      List<Account> page;
      do {
        page = house.ports().accounts().list(realm, after, PAGE);
        for (Account account : page) {
          listing.add(Rows.of(account));
          after = account.id().value();
        }
      } while (page.size() == PAGE);
      if (listing.count() == 0) {
        terminal.say("there are no accounts");
      }
    }
  }
}
