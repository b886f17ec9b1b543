package dev.latchkey.adapter.sql;

import dev.latchkey.fake.Store;
import dev.latchkey.fake.TokensContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteTokensTest extends TokensContract {
  @TempDir Path directory;

  @Override
  protected Store open() {
    return SqliteStore.in(directory, changes, time, entropy);
  }
}
