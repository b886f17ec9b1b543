package dev.latchkey.feature.migration;

import java.util.List;

/** The port to the report of an import, a text that only grows. */
public interface Report {
  /** Reports nothing. */
  Report NONE =
      new Report() {
        @Override
        public String lines(List<Result> results) {
          return "";
        }

        @Override
        public long length() {
          return 0;
        }

        @Override
        public void cutTo(long length) {
          // There is nothing to cut.
        }

        @Override
        public void append(String lines) {
          // Nobody reads it.
        }
      };

  /**
   * Writes results out.
   *
   * @param results what entries came to
   * @return a line for each
   */
  String lines(List<Result> results);

  /**
   * Says how long the report is.
   *
   * @return bytes
   */
  long length();

  /**
   * Removes what is beyond a length, which a run that was killed may have left half-written.
   *
   * @param length bytes; 0 for a new report
   */
  void cutTo(long length);

  /**
   * Adds lines.
   *
   * @param lines what {@link #lines} gave
   */
  void append(String lines);
}
