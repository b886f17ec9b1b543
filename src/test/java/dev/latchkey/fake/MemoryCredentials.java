package dev.latchkey.fake;

import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.credential.Weakness;
import dev.latchkey.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;

/** Password hashes in memory. */
final class MemoryCredentials implements Credentials {
  private final MemoryTransactions transactions;

  MemoryCredentials(MemoryTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<String> passwordHash(AccountId account) {
    return transactions.read(state -> Optional.ofNullable(state.passwords.get(account)));
  }

  @Override
  public void setPasswordHash(AccountId account, String hash, Instant at) {
    transactions.write(
        state -> {
          state.needAccount(account);
          state.weaknesses.remove(account);
          return Optional.ofNullable(state.passwords.put(account, hash));
        });
  }

  @Override
  public Optional<Weakness.Kind> weakness(AccountId account) {
    return transactions.read(state -> Optional.ofNullable(state.weaknesses.get(account)));
  }

  @Override
  public boolean flag(AccountId account, String hash, Weakness.Kind kind) {
    return transactions.write(
        state -> {
          boolean isSame = hash.equals(state.passwords.get(account));
          if (isSame) {
            state.weaknesses.put(account, kind);
          }
          return isSame;
        });
  }

  @Override
  public boolean upgradePasswordHash(
      AccountId account, String present, String upgraded, Instant at) {
    return transactions.write(state -> state.passwords.replace(account, present, upgraded));
  }
}
