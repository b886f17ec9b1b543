package dev.latchkey.adapter.sql;

import dev.latchkey.fake.LeasesContract;
import dev.latchkey.fake.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteLeasesTest extends LeasesContract {
  @TempDir Path directory;

  @Override
  protected Store open() {
    return SqliteStore.in(directory, changes, time, entropy);
  }
}
