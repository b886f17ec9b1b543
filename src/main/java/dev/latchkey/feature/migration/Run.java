package dev.latchkey.feature.migration;

import dev.latchkey.kernel.RealmName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One import of one file, as far as it has come.
 *
 * @param id its number; 0 for one that is not kept
 * @param realm where the accounts go
 * @param source what the old system is called
 * @param digest the digest of the file
 * @param file the name of the file
 * @param options what was asked for
 * @param numbers which account numbers only this import gives out
 * @param done how many entries are settled
 * @param tally what they came to
 * @param reported how long the report was before the lines of the last batch
 * @param report the lines of the last batch, which the report may lack
 * @param beganAt when it began
 * @param endedAt when it came to its end; null if it did not
 */
public record Run(
    int id,
    RealmName realm,
    String source,
    String digest,
    String file,
    String options,
    Numbers numbers,
    long done,
    Tally tally,
    long reported,
    String report,
    Instant beganAt,
    @Nullable Instant endedAt) {

  /** Starts over. */
  Run again(String wanted, Instant at) {
    return new Run(
        id, realm, source, digest, file, wanted, numbers, 0, Tally.EMPTY, 0, "", at, null);
  }

  /** Goes on by a batch. */
  Run after(long entries, Tally sum, long reportedBefore, String lines) {
    return new Run(
        id,
        realm,
        source,
        digest,
        file,
        options,
        numbers,
        done + entries,
        sum,
        reportedBefore,
        lines,
        beganAt,
        null);
  }

  /** Comes to its end. */
  Run ended(Instant at) {
    return new Run(
        id, realm, source, digest, file, options, numbers, done, tally, 0, "", beganAt, at);
  }

  /**
   * Account numbers that were never given out before an import, and that nobody but the import
   * gives out since. They are what lets accounts keep their old numbers.
   *
   * @param after the last number that was given out before
   * @param to the last number that is set aside; the same if none is
   */
  public record Numbers(int after, int to) {}
}
