package dev.latchkey.boot;

import dev.latchkey.adapter.exports.ExportMap;
import dev.latchkey.adapter.exports.HashParameters;
import dev.latchkey.adapter.exports.MappedFile;
import dev.latchkey.adapter.sql.Rehearsal;
import dev.latchkey.core.credential.ForeignHashes;
import dev.latchkey.feature.migration.Arrivals;
import dev.latchkey.feature.migration.ImportAccounts;
import dev.latchkey.feature.migration.ImportPlan;
import dev.latchkey.feature.migration.ImportWatch;
import dev.latchkey.feature.migration.Report;
import dev.latchkey.feature.migration.Tally;
import dev.latchkey.kernel.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings the accounts of a file into the store of a house, also beside a running server. */
public final class BringAccounts {
  private static final long LONGEST_TEXT = 1 << 20;

  private final House house;
  private final ForeignHashes hashes;

  /**
   * Makes one.
   *
   * @param house where the accounts go
   */
  public BringAccounts(House house) {
    this(house, house.ports().foreignHashes());
  }

  /**
   * Makes one that reads hashes in another way.
   *
   * @param house where the accounts go
   * @param hashes reads them
   */
  public BringAccounts(House house, ForeignHashes hashes) {
    this.house = house;
    this.hashes = hashes;
  }

  /**
   * Lists the maps that are ready.
   *
   * @return their names
   */
  public static List<String> maps() {
    return ExportMap.names();
  }

  /**
   * Opens the file of an import.
   *
   * @param file the file
   * @param map the name of a map, or a file that holds one
   * @param parameters a file with what belongs to each hash; null for nothing
   * @return the file
   * @throws StartProblem if one of them cannot be read; the message is one line
   */
  public static MappedFile open(Path file, String map, @Nullable Path parameters) {
    Map<String, String> everywhere = Map.of();
    if (parameters != null) {
      try {
        everywhere = HashParameters.of(read(parameters));
      } catch (IllegalArgumentException e) {
        throw new StartProblem("cannot use " + parameters + ": " + e.getMessage(), e);
      }
    }
    return new MappedFile(file, map(file, map), everywhere);
  }

  private static ExportMap map(Path file, String map) {
    Optional<ExportMap> ready = ExportMap.named(map);
    if (ready.isPresent()) {
      return ready.get();
    }
    Path own = file.resolveSibling(map);
    Path there = Files.exists(own) ? own : Path.of(map);
    if (!Files.exists(there)) {
      throw new StartProblem(
          "there is no map "
              + map
              + ": name a file, or one of "
              + String.join(", ", ExportMap.names()));
    }
    try {
      return ExportMap.of(String.valueOf(there.getFileName()), read(there));
    } catch (IllegalArgumentException e) {
      throw new StartProblem("cannot use " + there + ": " + e.getMessage(), e);
    }
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > LONGEST_TEXT) {
        throw new StartProblem("cannot use " + file + ": it is too long");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new StartProblem("cannot read " + file + ": is it there, and in UTF-8?", e);
    }
  }

  /**
   * Imports.
   *
   * @param file the file
   * @param plan how
   * @param report gets a line for each entry
   * @param watch learns how far it is
   * @return what the entries came to
   * @throws StartProblem if it cannot be; the message is one line
   * @throws dev.latchkey.kernel.StoreUnavailable if the store stopped answering; what was settled
   *     before is kept
   */
  public Tally run(MappedFile file, ImportPlan plan, Report report, Watch watch) {
    Set<String> unread = file.unread();
    if (!unread.isEmpty()) {
      watch.passesOver(unread);
    }
    ImportWatch told = new Told(watch, file.size());
    if (!plan.isDry()) {
      return run(house.database().arrivals(), file, plan, report, told);
    }
    try (Rehearsal rehearsal = house.database().rehearsal()) {
      return run(rehearsal, file, plan, report, told);
    }
  }

  private Tally run(
      Arrivals arrivals, MappedFile file, ImportPlan plan, Report report, ImportWatch watch) {
    Ports ports = house.ports();
    return new ImportAccounts(
            arrivals,
            house.database().runs(),
            hashes,
            house.core().proveAddress(),
            ports.events(),
            ports.transactions(),
            ports.time())
        .run(file, plan, report, watch);
  }

  /** Learns how far an import is. */
  public interface Watch {
    /**
     * The file has columns that its map does not read.
     *
     * @param columns their names
     */
    void passesOver(Set<String> columns);

    /**
     * The file is read through, before anything is done.
     *
     * @param nanos a clock that never jumps
     * @param bytes how much of it was read
     * @param size how long it is
     */
    void reads(long nanos, long bytes, long size);

    /**
     * A run begins.
     *
     * @param start why it begins where it does
     * @param done how many entries are settled already
     * @param total how many there are
     */
    void begins(ImportWatch.Start start, long done, long total);

    /**
     * Entries were settled.
     *
     * @param nanos a clock that never jumps
     * @param done how many are settled
     * @param total how many there are
     */
    void settled(long nanos, long done, long total);
  }

  /** Tells a watch, with the time. */
  private final class Told implements ImportWatch {
    private final Watch watch;
    private final long size;

    Told(Watch watch, long size) {
      this.watch = watch;
      this.size = size;
    }

    @Override
    public void reads(long bytes, long entries) {
      watch.reads(house.ports().time().nanoTime(), bytes, size);
    }

    @Override
    public void begins(Start start, long done, long total) {
      watch.begins(start, done, total);
    }

    @Override
    public void settled(long done, long total) {
      watch.settled(house.ports().time().nanoTime(), done, total);
    }
  }
}
