package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.StoreUnavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies a whole store into an empty one of any kind. The source is read as it stood at one moment;
 * what a server writes to it later is not copied, so the servers should be stopped first. A copy
 * that was cut short goes on where it stopped when it is run again. At the end every table is
 * compared by count and checksum, and only then may a server start on the target.
 */
public final class StoreCopy {
  private static final int PAGE = 1_000;

  private final CopyEnd from;
  private final CopyEnd to;
  private final Listener listener;

  /**
   * Makes one.
   *
   * @param from the source
   * @param to the target
   * @param listener learns how far it has come
   */
  public StoreCopy(Database from, Database to, Listener listener) {
    this(from.end(), to.end(), listener);
  }

  StoreCopy(CopyEnd from, CopyEnd to, Listener listener) {
    this.from = from;
    this.to = to;
    this.listener = listener;
  }

  /**
   * Copies.
   *
   * @return how many rows the target holds now
   * @throws StartProblem if the target is not empty, or does not hold what the source held
   * @throws StoreUnavailable if one of them does not answer; run again to go on
   */
  public long run() {
    try {
      return run((source, target, contents) -> {});
    } catch (SQLException e) {
      throw new StoreUnavailable("a database stopped answering; run the copy again to go on", e);
    }
  }

  /**
   * Copies, and does something more to the target before a server may start on it.
   *
   * @param last what to do once everything is there and was compared; committed with the end of the
   *     copy or not at all
   * @return how many rows the target held before that
   */
  long run(LastStep last) throws SQLException {
    try (Connection source = from.openSnapshot();
        Connection target = to.open()) {
      target.setAutoCommit(false);
      return run(source, target, last);
    }
  }

  private long run(Connection source, Connection target, LastStep last) throws SQLException {
    CopyProgress progress = CopyProgress.begin(target);
    for (String name : CopiedTable.ORDER) {
      CopiedTable table = CopiedTable.look(source, name);
      refuseOtherColumns(table, CopiedTable.look(target, name));
      copy(table, source, target, progress);
    }
    for (Counter counter : Counter.ALL) {
      counter.write(target, to.dialect(), counter.read(source, from.dialect()));
    }
    target.commit();
    long rows = 0;
    Map<String, Checksum> contents = new LinkedHashMap<>();
    for (String name : CopiedTable.ORDER) {
      Checksum there = verified(CopiedTable.look(source, name), source, target);
      contents.put(name, there);
      rows += there.rows();
    }
    last.run(source, target, contents);
    progress.finish();
    return rows;
  }

  private static void refuseOtherColumns(CopiedTable source, CopiedTable target) {
    if (!new HashSet<>(source.columns()).equals(new HashSet<>(target.columns()))) {
      throw new StartProblem(
          "the table "
              + source.name()
              + " differs between the two: copy with the program that wrote the source");
    }
  }

  private void copy(CopiedTable table, Connection source, Connection target, CopyProgress progress)
      throws SQLException {
    CopyProgress.Mark mark = progress.of(table.name());
    listener.begins(table.name(), table.count(source), mark == null ? 0 : mark.copied());
    while (true) {
      CopyProgress.Mark next = page(table, source, target, mark);
      if (next == null) {
        return;
      }
      progress.note(table.name(), next);
      target.commit();
      listener.copied(next.copied());
      mark = next;
    }
  }

  /** Copies a page; null means that there is none left. */
  private static CopyProgress.@Nullable Mark page(
      CopiedTable table, Connection source, Connection target, CopyProgress.@Nullable Mark mark)
      throws SQLException {
    long copied = mark == null ? 0 : mark.copied();
    List<Object> last = null;
    try (PreparedStatement read = table.page(source, mark == null ? null : mark.lastKey(), PAGE);
        PreparedStatement write = table.insertion(target);
        ResultSet rows = read.executeQuery()) {
      while (rows.next()) {
        for (int i = 1; i <= table.columns().size(); i++) {
          write.setObject(i, rows.getObject(i));
        }
        write.addBatch();
        last = table.keyOf(rows);
        copied++;
      }
      if (last == null) {
        return null;
      }
      write.executeBatch();
    }
    return new CopyProgress.Mark(last, copied);
  }

  private Checksum verified(CopiedTable table, Connection source, Connection target)
      throws SQLException {
    listener.verifies(table.name());
    Checksum there = Checksum.of(target, table);
    if (!Checksum.of(source, table).equals(there)) {
      throw new StartProblem(
          "the table "
              + table.name()
              + " differs after the copy: the source changed meanwhile. Stop its servers, empty the"
              + " target and copy again");
    }
    return there;
  }

  /** What is done to the target at the very end. */
  interface LastStep {
    /**
     * Does it.
     *
     * @param source as it stood at the moment of the copy
     * @param target holds the same; what is done here is committed afterwards
     * @param contents the checksum of each table
     */
    void run(Connection source, Connection target, Map<String, Checksum> contents)
        throws SQLException;
  }

  /** Learns how far a copy has come. Methods return at once and do not throw. */
  public interface Listener {
    /**
     * A table begins.
     *
     * @param table its name
     * @param rows how many rows it has
     * @param copied how many of them an earlier run copied
     */
    void begins(String table, long rows, long copied);

    /**
     * A page of the present table was copied.
     *
     * @param rows how many of its rows are there now
     */
    void copied(long rows);

    /**
     * A table is being compared.
     *
     * @param table its name
     */
    void verifies(String table);
  }
}
