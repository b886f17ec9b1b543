package dev.latchkey.core.credential;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Which hashes of other systems are still taken.
 *
 * @param until families and the dates from which on their hashes are refused
 */
public record ForeignSettings(List<Until> until) {
  /** The name that stands for every family. */
  public static final String ALL = "all";

  /** What holds unless it is set: all are taken. */
  public static final ForeignSettings DEFAULT = new ForeignSettings(List.of());

  /**
   * Copies the list and checks it.
   *
   * @throws IllegalArgumentException if a family is named twice
   */
  public ForeignSettings {
    until = List.copyOf(until);
    if (until.stream().map(Until::family).distinct().count() < until.size()) {
      throw new IllegalArgumentException("until must name each family once");
    }
  }

  /**
   * Says until when hashes of a family are taken.
   *
   * @param family which
   * @return the first day, by UTC, on which they are not; the earlier one if all are named besides
   */
  public Optional<LocalDate> until(String family) {
    return until.stream()
        .filter(one -> one.family().equals(family) || one.family().equals(ALL))
        .map(Until::date)
        .min(LocalDate::compareTo);
  }

  /**
   * A family and a date.
   *
   * @param value such as {@code md5-crypt=2027-06-30}
   */
  public record Until(String value) {
    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if it is another
     */
    public Until {
      int is = value.indexOf('=');
      if (is < 1 || !isDate(value.substring(is + 1))) {
        throw new IllegalArgumentException(
            "\"" + value + "\" must be a family and a date, such as md5-crypt=2027-06-30");
      }
    }

    /**
     * Names the family.
     *
     * @return its name, or {@link #ALL}
     */
    public String family() {
      return value.substring(0, value.indexOf('='));
    }

    /**
     * Tells the date.
     *
     * @return the first day on which its hashes are refused
     */
    public LocalDate date() {
      return LocalDate.parse(value.substring(value.indexOf('=') + 1));
    }

    private static boolean isDate(String text) {
      try {
        LocalDate.parse(text);
        return true;
      } catch (DateTimeParseException e) {
        return false;
      }
    }
  }
}
