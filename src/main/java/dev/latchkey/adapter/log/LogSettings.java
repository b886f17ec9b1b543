package dev.latchkey.adapter.log;

/**
 * How log lines look.
 *
 * @param format the form of an event
 */
public record LogSettings(Format format) {
  /** What holds unless it is set. */
  public static final LogSettings DEFAULT = new LogSettings(Format.TEXT);

  private static volatile Format chosen = Format.TEXT;

  /** The form of an event. */
  public enum Format {
    /** A line to read, and below it the places of an exception. */
    TEXT,
    /** One line with a JSON object. */
    JSON
  }

  /** Makes these hold for everything that this process logs from now on. */
  public void apply() {
    chosen = format;
  }

  /** The form that holds now. */
  static Format chosen() {
    return chosen;
  }
}
