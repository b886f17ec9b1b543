package dev.latchkey.adapter.sql;

import dev.latchkey.fake.ForgettingContract;
import dev.latchkey.fake.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteForgettingTest extends ForgettingContract {
  @TempDir Path directory;

  @Override
  protected Store open() {
    return SqliteStore.in(directory, changes, time, entropy);
  }
}
