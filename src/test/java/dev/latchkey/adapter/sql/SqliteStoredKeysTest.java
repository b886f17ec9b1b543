package dev.latchkey.adapter.sql;

import dev.latchkey.fake.Store;
import dev.latchkey.fake.StoredKeysContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoredKeysTest extends StoredKeysContract {
  @TempDir Path directory;

  @Override
  protected Store open() {
    return SqliteStore.in(directory, changes, time, entropy);
  }
}
