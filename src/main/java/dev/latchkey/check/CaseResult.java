package dev.latchkey.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a case.
 *
 * @param name its name
 * @param group its group
 * @param title what it promises
 * @param outcome what came of it
 * @param notes which other readings were met, or why it was not checked
 * @param failure where it failed; null if it did not
 */
public record CaseResult(
    String name,
    String group,
    String title,
    Outcome outcome,
    List<String> notes,
    @Nullable Failure failure) {
  /** What can come of a case. */
  public enum Outcome {
    /** Every answer was as it should be. */
    PASSED,
    /** An answer was not. */
    FAILED,
    /** Something that it needs is not there, so nothing is known. */
    NOT_CHECKED
  }

  /**
   * Where a case failed. Holds no secrets.
   *
   * @param step what was done
   * @param source where the document says what should have come
   * @param curl the request as a line for a shell
   * @param expected the status and the note of the reading that was meant
   * @param got the answer in a line
   * @param differences what is not as it should be
   */
  public record Failure(
      String step,
      String source,
      String curl,
      String expected,
      String got,
      List<Difference> differences) {}
}
