package growth;

import dev.latchkey.adapter.sql.Database;
import java.util.List;

/** Where accounts are kept: one of the two kinds, with a store of each size. */
interface Store extends AutoCloseable {
  /** Names the kind. */
  String name();

  /** Opens the store of so many accounts as the server does. */
  Database open(int people) throws Exception;

  /** Starts a server on the store of so many accounts; on a copy of it if it is small. */
  Served serve(int people) throws Exception;

  /** Brings what is read of it into the memory of the system. */
  void warm(int people) throws Exception;

  /** Takes it out of the memory of the system, so that the next look-ups wait for the disk. */
  void cool(int people) throws Exception;

  /** Gives the processor time that the database has used outside of the server, in nanoseconds. */
  long processorNanos();

  /** Gives how many bytes were written to the log or the disk so far, of which the difference counts. */
  long written(Served server) throws Exception;

  /** Gives how many bytes the rows of each table take, by themselves and with their indexes. */
  List<Room> rooms(int people) throws Exception;

  @Override
  void close() throws Exception;

  /**
   * What a table takes.
   *
   * @param table which
   * @param rows how many rows it has
   * @param own the bytes of the table
   * @param indexes the bytes of its indexes
   */
  record Room(String table, long rows, long own, long indexes) {
    double each() {
      return (double) (own + indexes) / rows;
    }
  }

  /** Runs a tool of the system, such as one that reads a file or has the system forget it. */
  static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed");
    }
  }
}
