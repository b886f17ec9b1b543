package dev.latchkey.adapter.traces;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where traces go.
 *
 * @param endpoint the address of a collector that takes OTLP over HTTP; {@code /v1/traces} is added
 *     if it has no path; null for no traces
 * @param percent of how many requests in a hundred a trace is made, unless a trusted proxy decided
 */
public record TraceSettings(@Nullable URI endpoint, int percent) {
  /** What holds unless it is set: no traces. */
  public static final TraceSettings DEFAULT = new TraceSettings(null, 100);

  private static final String PATH = "/v1/traces";

  /**
   * Checks the bounds, and completes the address.
   *
   * @throws IllegalArgumentException if the address is none of a collector, or the share is out of
   *     bounds
   */
  public TraceSettings {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException(
          "percent must be from 1 to 100; for no traces leave endpoint out");
    }
    endpoint = endpoint == null ? null : completed(endpoint);
  }

  private static URI completed(URI given) {
    boolean isHttp = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
    if (!isHttp || given.getHost() == null || given.getFragment() != null) {
      throw new IllegalArgumentException(
          "endpoint must be the address of a collector, such as http://127.0.0.1:4318");
    }
    if (given.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "endpoint must hold no password: run a collector beside the server and have that sign"
              + " in");
    }
    String path = given.getPath();
    return path == null || path.isEmpty() || path.equals("/") ? given.resolve(PATH) : given;
  }
}
