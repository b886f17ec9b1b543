package dev.latchkey.boot;

import dev.latchkey.adapter.crypto.SystemEntropy;
import dev.latchkey.adapter.crypto.SystemTime;
import dev.latchkey.adapter.sql.Database;
import dev.latchkey.adapter.sql.DatabaseSettings;
import dev.latchkey.adapter.sql.StoreCopy;
import dev.latchkey.core.session.Changes;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.Time;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies a whole store to another place: from a directory to PostgreSQL, and back. */
public final class MoveStore {
  private static final String POSTGRESQL = "jdbc:postgresql:";

  private final Time time = new SystemTime();
  private final Entropy entropy = new SystemEntropy();
  private final ServerSettings settings;

  /**
   * Makes one.
   *
   * @param settings say as whom to connect, where an address does not
   */
  public MoveStore(ServerSettings settings) {
    this.settings = settings;
  }

  /**
   * Copies, or goes on with a copy that was cut short. The servers on the source should be stopped:
   * what they write meanwhile is not copied, and found out at the end.
   *
   * @param from a directory with an embedded store, or the address of a PostgreSQL database
   * @param to likewise; must be empty, but for what an earlier run brought there
   * @param watch learns how far it is
   * @return how many rows the target holds now
   * @throws StartProblem if it cannot be; the message is one line
   * @throws dev.latchkey.kernel.StoreUnavailable if a database stopped answering
   */
  public long run(String from, String to, CopyWatch watch) {
    if (!isServer(from) && !Files.exists(file(from))) {
      throw new StartProblem("there is no store in " + from + ": name its directory");
    }
    try (Database source = open(from);
        Database target = open(to)) {
      if (source.isHalfCopied()) {
        throw new StartProblem(
            "the source is the target of a copy that did not finish: finish that first");
      }
      return new StoreCopy(source, target, new CopyListener(watch, time)).run();
    }
  }

  private Database open(String place) {
    if (!isServer(place)) {
      return Database.open(file(place), new Changes(), time, entropy);
    }
    return Database.connect(patient(settings.database(), place), new Changes(), time, entropy);
  }

  /** Gives settings for a place with the time limit of long pieces of work. */
  static DatabaseSettings patient(DatabaseSettings own, String place) {
    return new DatabaseSettings(
        place,
        own.user(),
        own.password(),
        own.connections(),
        own.patience(),
        DatabaseSettings.LONGEST_STATEMENT);
  }

  private static boolean isServer(String place) {
    return place.startsWith(POSTGRESQL);
  }

  private static Path file(String directory) {
    return House.storeFile(Path.of(directory));
  }
}
