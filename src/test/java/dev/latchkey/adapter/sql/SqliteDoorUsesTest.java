package dev.latchkey.adapter.sql;

import dev.latchkey.fake.DoorUsesContract;
import dev.latchkey.fake.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteDoorUsesTest extends DoorUsesContract {
  @TempDir Path directory;

  @Override
  protected Store open() {
    return SqliteStore.in(directory, changes, time, entropy);
  }
}
