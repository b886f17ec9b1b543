package faults;

import java.nio.file.Path;

/** One way in which a machine fails. */
interface Fault {
  /** Its name, as --only takes it. */
  String name();

  /**
   * Lets it happen to a server, and heals it.
   *
   * @param directory an empty one for this fault
   * @param port a free port
   * @throws Skipped if this machine cannot do it
   */
  Row happen(Path directory, int port) throws Exception;

  /**
   * What was seen.
   *
   * @param what what was done
   * @param seen what clients saw meanwhile
   * @param recovery whether and when writes went on
   * @param acknowledged how many writes were acknowledged
   * @param lost how many of them were gone after a kill and a new start
   * @param isRight whether that is the right outcome
   */
  record Row(
      String what, String seen, String recovery, int acknowledged, int lost, boolean isRight) {}

  /** Something that this machine cannot do. */
  final class Skipped extends Exception {
    private static final long serialVersionUID = 1L;

    Skipped(String why) {
      super(why);
    }
  }
}
