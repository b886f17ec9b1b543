package dev.latchkey.boot;

import dev.latchkey.adapter.corpus.BreachedImport;
import dev.latchkey.adapter.crypto.SystemTime;
import dev.latchkey.kernel.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The filter of breached passwords in the data directory. */
public final class BreachedCorpus {
  private BreachedCorpus() {}

  /** Names its file. */
  static Path file(ServerSettings settings) {
    return settings.data().resolve("breached.filter");
  }

  /**
   * Makes it from a corpus, also beside a running server.
   *
   * @param corpus a file or a directory in the public hash-ordered form
   * @param settings the settings of every room
   * @param progress learns how far it is
   * @return what was made
   * @throws Unusable if the corpus cannot be used; the message is one line
   */
  public static Imported importFrom(Path corpus, ServerSettings settings, Progress progress)
      throws Unusable {
    Time time = new SystemTime();
    Path file = file(settings);
    if (!Files.isDirectory(settings.data())) {
      throw new Unusable(
          "there is no directory "
              + settings.data()
              + ": start the server once, or name its directory with --data",
          null);
    }
    try {
      BreachedImport.Made made =
          new BreachedImport(file)
              .run(
                  corpus,
                  (done, total, hashes) -> progress.at(time.nanoTime(), done, total, hashes));
      return new Imported(file, made.hashes(), made.bytes(), made.falsePositives());
    } catch (BreachedImport.Unusable e) {
      throw new Unusable(String.valueOf(e.getMessage()), e);
    }
  }

  /** Learns how far an import is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Hears of it.
     *
     * @param nanos a clock that never jumps
     * @param done how many bytes were read
     * @param total how many there are
     * @param hashes how many hashes were read
     */
    void at(long nanos, long done, long total, long hashes);
  }

  /**
   * What was made.
   *
   * @param file the filter file
   * @param hashes how many hashes were read
   * @param bytes its length
   * @param falsePositives the probability that another password is found
   */
  public record Imported(Path file, long hashes, long bytes, double falsePositives) {}

  /** Says why a corpus cannot be imported, in one line. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String line, @Nullable Exception cause) {
      super(line, cause);
    }
  }
}
