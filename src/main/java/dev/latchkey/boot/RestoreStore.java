package dev.latchkey.boot;

import dev.latchkey.adapter.crypto.MasterKey;
import dev.latchkey.adapter.crypto.SystemEntropy;
import dev.latchkey.adapter.crypto.SystemTime;
import dev.latchkey.adapter.sql.BackupFile;
import dev.latchkey.adapter.sql.Database;
import dev.latchkey.core.session.Changes;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Brings a backup back into an empty store. */
public final class RestoreStore {
  private final Entropy entropy = new SystemEntropy();
  private final ServerSettings settings;
  private final Time time;

  /**
   * Makes one.
   *
   * @param settings say where the store and its key are
   */
  public RestoreStore(ServerSettings settings) {
    this(settings, new SystemTime());
  }

  /**
   * Makes one with another clock.
   *
   * @param settings say where the store and its key are
   * @param time the clock
   */
  public RestoreStore(ServerSettings settings, Time time) {
    this.settings = settings;
    this.time = time;
  }

  /**
   * Reads a whole backup and judges it, and changes nothing.
   *
   * @param file the backup
   * @param watch learns which table is being read
   * @return what it holds
   * @throws StartProblem if it is damaged, no backup, or needs another master key than the one in
   *     the data directory, if there is one; the message is one line
   */
  public Found check(Path file, CopyWatch watch) {
    BackupFile backup = BackupFile.open(file);
    if (Files.exists(House.keyFile(settings.data()))) {
      refuseOtherKey(backup);
    }
    long rows = backup.verify(new CopyListener(watch, time));
    return new Found(backup.label().madeAt(), rows);
  }

  /**
   * Judges a backup and brings it back. Numbers of accounts and devices go on far beyond those of
   * the backup, so that none is met again that was given out after it.
   *
   * @param file the backup
   * @param endsSessions whether to end every session and make every mailed link dead
   * @param watch learns how far it is
   * @return what was done
   * @throws StartProblem if the backup is not whole or needs another key, or the store is not
   *     empty; the message is one line
   * @throws dev.latchkey.kernel.StoreUnavailable if the store stopped answering; run again to go on
   */
  public Restored run(Path file, boolean endsSessions, CopyWatch watch) {
    BackupFile backup = BackupFile.open(file);
    Path key = House.keyFile(settings.data());
    if (!Files.exists(key)) {
      throw new StartProblem(
          "the master key file "
              + key
              + " is missing, and the backup is of no use without the key of its server: put that"
              + " file there first, with mode 600");
    }
    refuseOtherKey(backup);
    CopyListener listener = new CopyListener(watch, time);
    backup.verify(listener);
    try (Database target = target()) {
      BackupFile.Restored restored =
          backup.restore(target, settings.data(), endsSessions, time.now(), listener);
      return new Restored(
          backup.label().madeAt(),
          restored.rows(),
          restored.ended(),
          restored.nextAccount(),
          restored.nextDevice());
    }
  }

  private void refuseOtherKey(BackupFile backup) {
    Path file = House.keyFile(settings.data());
    String mark = MasterKey.open(file).mark();
    if (!mark.equals(backup.label().keyMark())) {
      throw new StartProblem(
          "the backup needs the master key with the mark "
              + backup.label().keyMark()
              + ", and "
              + file
              + " has the mark "
              + mark
              + ": put the key of that server there");
    }
  }

  private Database target() {
    return settings.database().url() == null
        ? Database.open(House.storeFile(settings.data()), new Changes(), time, entropy)
        : Database.connect(
            MoveStore.patient(settings.database(), settings.database().url()),
            new Changes(),
            time,
            entropy);
  }

  /**
   * What a backup holds.
   *
   * @param madeAt the moment whose state it is
   * @param rows how many rows
   */
  public record Found(Instant madeAt, long rows) {}

  /**
   * What a restore did.
   *
   * @param madeAt the moment whose state the store has now
   * @param rows how many rows it holds
   * @param ended how many sessions were ended
   * @param nextAccount the number of the next account
   * @param nextDevice the number of the next device
   */
  public record Restored(Instant madeAt, long rows, int ended, long nextAccount, long nextDevice) {}
}
