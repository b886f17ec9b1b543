package dev.latchkey.boot;

import dev.latchkey.adapter.crypto.MasterKey;
import dev.latchkey.adapter.crypto.SystemTime;
import dev.latchkey.adapter.sql.BackupLabel;
import dev.latchkey.adapter.sql.BackupSource;
import dev.latchkey.adapter.sql.DatabaseSettings;
import dev.latchkey.adapter.sql.WriteBackup;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.Time;
import java.nio.file.Path;

/** Writes the store of a server into one file, beside the running server. */
public final class BackUpStore {
  private final ServerSettings settings;
  private final Time time;

  /**
   * Makes one.
   *
   * @param settings say where the store and its key are
   */
  public BackUpStore(ServerSettings settings) {
    this(settings, new SystemTime());
  }

  /**
   * Makes one with another clock.
   *
   * @param settings say where the store and its key are
   * @param time the clock
   */
  public BackUpStore(ServerSettings settings, Time time) {
    this.settings = settings;
    this.time = time;
  }

  /**
   * Writes the store as it stands at one moment. What is acknowledged before the call is in it. The
   * master key is not.
   *
   * @param file the file to make
   * @param watch learns how far it is
   * @return how many rows it holds
   * @throws StartProblem if it cannot be; the message is one line
   * @throws dev.latchkey.kernel.StoreUnavailable if the store stopped answering
   */
  public long run(Path file, CopyWatch watch) {
    if (!House.hasStore(settings)) {
      throw new StartProblem(
          "there is no store in "
              + settings.data()
              + ": name its directory with --data, or its address in the settings");
    }
    // Now, while it can still be found, is the time to learn that the key is missing.
    MasterKey key = MasterKey.open(House.keyFile(settings.data()));
    try (BackupSource source = source()) {
      return new WriteBackup(source, new CopyListener(watch, time))
          .run(file, new BackupLabel(time.now(), key.mark()));
    }
  }

  private BackupSource source() {
    DatabaseSettings database = settings.database();
    return database.url() == null
        ? BackupSource.open(House.storeFile(settings.data()))
        : BackupSource.connect(MoveStore.patient(database, database.url()));
  }
}
