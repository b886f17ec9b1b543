package dev.latchkey.fake;

import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.credential.Weakness;
import dev.latchkey.kernel.AccountId;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

  @Override
  public List<HashKind> kinds() {
    return transactions.read(
        state ->
            state.passwords.values().stream()
                .collect(Collectors.groupingBy(MemoryCredentials::kind))
                .entrySet()
                .stream()
                .map(
                    kind ->
                        new HashKind(
                            kind.getKey().getFirst(),
                            kind.getKey().getLast(),
                            kind.getValue().size(),
                            Collections.min(kind.getValue())))
                .sorted(
                    Comparator.comparingLong(HashKind::accounts)
                        .reversed()
                        .thenComparing(HashKind::family)
                        .thenComparing(HashKind::cost))
                .toList());
  }

  private static List<String> kind(String hash) {
    String[] parts = (hash.substring(1) + "$$$").split("\\$", -1);
    return List.of(parts[0], parts[parts[1].startsWith("v=") ? 2 : 1]);
  }
}
