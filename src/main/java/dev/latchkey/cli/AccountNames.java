package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.RealmName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the account that a word on the command line means. */
final class AccountNames {
  static final Option REALM =
      Option.of("--realm", "REALM", "the realm in which NAME is looked up (default: main)");

  private static final Pattern NUMBER = Pattern.compile("#([0-9]{1,10})");

  private AccountNames() {}

  /**
   * Finds an account by {@code #number} or by any of its identifiers.
   *
   * @throws Refused if there is none, or if the word means two
   */
  static Account find(House house, String word, Given given) throws Refused, Misused {
    Accounts accounts = house.ports().accounts();
    Matcher number = NUMBER.matcher(word);
    if (number.matches()) {
      long value = Long.parseLong(number.group(1));
      Optional<Account> account =
          value < AccountId.FIRST || value > Integer.MAX_VALUE
              ? Optional.empty()
              : accounts.find(new AccountId((int) value));
      return account.orElseThrow(() -> new Refused("there is no account " + word));
    }
    RealmName realm = realm(given);
    Map<AccountId, Account> found = new LinkedHashMap<>();
    look(accounts, realm, Identifier.name(word), found);
    look(accounts, realm, Identifier.telegram(word), found);
    look(accounts, realm, Identifier.wechat(word), found);
    if (found.size() > 1) {
      throw new Refused(
          "\"" + word + "\" names several accounts, " + found.keySet() + ": use a number");
    }
    return found.values().stream()
        .findFirst()
        .orElseThrow(
            () -> new Refused("no account of realm " + realm + " goes by \"" + word + "\""));
  }

  private static void look(
      Accounts accounts,
      RealmName realm,
      Optional<Identifier> identifier,
      Map<AccountId, Account> found) {
    identifier
        .flatMap(one -> accounts.findByIdentifier(realm, one.kind().namespace(), one.canonical()))
        .ifPresent(account -> found.put(account.id(), account));
  }

  /** Reads {@code --realm}. */
  static RealmName realm(Given given) throws Misused {
    String name = given.value(REALM.name()).orElse(RealmName.MAIN.value());
    try {
      return new RealmName(name);
    } catch (IllegalArgumentException e) {
      throw new Misused(REALM.name() + ": " + e.getMessage());
    }
  }
}
