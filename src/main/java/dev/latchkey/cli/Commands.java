package dev.latchkey.cli;

import java.util.List;

/** All commands, in the order in which the help shows them. */
final class Commands {
  private Commands() {}

  static List<Command> all() {
    return List.of(
        new ServeCommand(),
        new ClientsAddCommand(),
        new ClientsListCommand(),
        new ClientsRemoveCommand(),
        new AccountsListCommand(),
        new AccountsHashesCommand(),
        AccountCommand.show(),
        AccountCommand.disable(),
        AccountCommand.enable(),
        AccountCommand.delete(),
        AccountCommand.permit(),
        AccountCommand.forbid(),
        new SessionsListCommand(),
        new SessionsEndCommand(),
        new KeysListCommand(),
        new KeysRotateCommand(),
        new OutboxCommand(),
        new OutboxShowCommand(),
        new OutboxRetryCommand(),
        new ImportAccountsCommand(),
        new BreachedImportCommand(),
        new CopyCommand(),
        new BackupCommand(),
        new RestoreCommand(),
        new ContractCheckCommand(),
        new ContractUsageCommand(),
        new TrainCommand());
  }
}
