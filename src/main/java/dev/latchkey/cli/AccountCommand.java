package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.feature.permission.ChangePermissions;
import dev.latchkey.kernel.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does something to one account and shows it. */
final class AccountCommand extends StoreCommand {
  private final Usage usage;
  private final Deed deed;

  private AccountCommand(Usage usage, Deed deed) {
    this.usage = usage;
    this.deed = deed;
  }

  static Command show() {
    return of(
        "show",
        "show one account",
        "",
        List.of(
            "latchkey accounts show demo@latchkey.example", "latchkey accounts show '#100' --json"),
        (house, account) -> account);
  }

  static Command disable() {
    return of(
        "disable",
        "keep an account from signing in, and end its sessions",
        "All its sessions end at once and for good, and its mailed links stop working. What it"
            + " holds stays; accounts enable lets it sign in again.",
        List.of("latchkey accounts disable demo@latchkey.example"),
        (house, account) -> changeStatus(house, account, AccountStatus.DISABLED));
  }

  static Command enable() {
    return of(
        "enable",
        "let a disabled account sign in again",
        "Sessions that were ended stay ended.",
        List.of("latchkey accounts enable demo@latchkey.example"),
        (house, account) -> changeStatus(house, account, AccountStatus.ACTIVE));
  }

  static Command delete() {
    return of(
        "delete",
        "delete an account and all that hangs on it",
        "Its sessions end, its names are free again, and its number is never given out again. This"
            + " cannot be undone.",
        List.of("latchkey accounts delete '#100'"),
        AccountCommand::delete);
  }

  static Command permit() {
    return permission(
        "permit",
        "give an account a permission",
        "latchkey accounts permit demo@latchkey.example root",
        (house, account, word) ->
            house.features().changePermissions().permit(account.id(), word, Origin.LOCAL));
  }

  static Command forbid() {
    return permission(
        "forbid",
        "take a permission away from an account",
        "latchkey accounts forbid demo@latchkey.example root",
        (house, account, word) ->
            house.features().changePermissions().forbid(account.id(), word, Origin.LOCAL));
  }

  private static Command of(
      String verb, String summary, String about, List<String> examples, SimpleDeed deed) {
    return new AccountCommand(
        new Usage(
            "accounts " + verb,
            summary,
            List.of("NAME"),
            options(AccountNames.REALM),
            about,
            examples),
        (house, account, given) -> deed.done(house, account));
  }

  private static Command permission(
      String verb, String summary, String example, PermissionChange change) {
    return new AccountCommand(
        new Usage(
            "accounts " + verb,
            summary,
            List.of("NAME", "PERMISSION"),
            options(AccountNames.REALM),
            "A permission is a word that a session-rpc sign-in can ask for. Whoever holds root"
                + " holds every other. The built-in ones (*, user, guest) are neither given nor"
                + " taken. Sessions that are live stay as they are.",
            List.of(example)),
        (house, account, given) -> changed(change.done(house, account, given.parameter(1)), given));
  }

  private static Account changed(ChangePermissions.Outcome outcome, Given given) throws Refused {
    return switch (outcome) {
      case ChangePermissions.Outcome.Changed changed -> changed.account();
      case ChangePermissions.Outcome.BuiltIn builtIn ->
          throw new Refused(
              "\""
                  + given.parameter(1)
                  + "\" is built in: it is neither given to an account nor taken from one");
      case ChangePermissions.Outcome.NoWord noWord ->
          throw new Refused("a permission is 1 to 100 printable ASCII characters without spaces");
      case ChangePermissions.Outcome.Gone gone ->
          throw new Refused("the account has been deleted meanwhile");
    };
  }

  private static Account changeStatus(House house, Account account, AccountStatus status)
      throws Refused {
    boolean done = house.core().changeStatus().change(account.id(), status, Origin.LOCAL);
    return house
        .ports()
        .accounts()
        .find(account.id())
        .filter(changed -> done)
        .orElseThrow(() -> new Refused("the account has been deleted meanwhile"));
  }

  private static Account delete(House house, Account account) throws Refused {
    if (!house.core().deleteAccount().delete(account.id(), Origin.LOCAL)) {
      throw new Refused("the account has been deleted already");
    }
    return account;
  }

  @Override
  public Usage usage() {
    return usage;
  }

  @Override
  void run(House house, Given given, Terminal terminal) throws Refused, Misused {
    Account account = AccountNames.find(house, given.parameter(0), given);
    Map<String, @Nullable Object> row = Rows.of(deed.done(house, account, given));
    row.put(
        "password_weakness",
        house
            .ports()
            .credentials()
            .weakness(account.id())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .orElse(null));
    if (given.has(JSON.name())) {
      try (Listing listing = new Listing(terminal, true, List.of())) {
        listing.add(row);
      }
    } else if (usage.words().endsWith("delete")) {
      terminal.out().println("deleted account " + account.id());
    } else {
      Sheet.print(terminal, row);
    }
  }

  /** What is done to the account; gives the account as it is afterwards. */
  private interface Deed {
    Account done(House house, Account account, Given given) throws Refused;
  }

  /** What is done without asking what else was given. */
  private interface SimpleDeed {
    Account done(House house, Account account) throws Refused;
  }

  /** A change of permissions. */
  private interface PermissionChange {
    ChangePermissions.Outcome done(House house, Account account, String word);
  }
}
