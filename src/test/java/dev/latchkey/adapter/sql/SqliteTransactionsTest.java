package dev.latchkey.adapter.sql;

import dev.latchkey.fake.Store;
import dev.latchkey.fake.TransactionsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteTransactionsTest extends TransactionsContract {
  @TempDir Path directory;

  @Override
  protected Store open() {
    return SqliteStore.in(directory, changes, time, entropy);
  }
}
