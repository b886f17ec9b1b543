package dev.latchkey.core.session;

import org.jspecify.annotations.Nullable;

/**
 * The port to whoever knows what callers call themselves. The text comes from anybody, so work on
 * it is bounded, and what comes out is shown and never trusted.
 */
@FunctionalInterface
public interface Agents {
  /**
   * Reads what a caller called itself.
   *
   * @param agent the {@code User-Agent} value; null if there was none
   * @return what could be told from it; {@link Agent#UNKNOWN} if nothing
   */
  Agent read(@Nullable String agent);

  /**
   * What a caller runs on.
   *
   * @param program the name of the program
   * @param version the first figures of its version
   * @param system the name of the operating system
   * @param systemVersion the first figures of its version
   */
  record Agent(
      @Nullable String program,
      @Nullable String version,
      @Nullable String system,
      @Nullable String systemVersion) {
    /** Tells nothing. */
    public static final Agent UNKNOWN = new Agent(null, null, null, null);
  }
}
