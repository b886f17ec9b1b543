package dev.latchkey.wire.http;

import java.util.List;

/**
 * Who may read the figures at {@code /metrics}.
 *
 * @param networks addresses or CIDR blocks of callers; empty for nobody
 */
public record MetricsSettings(List<String> networks) {
  /** What holds unless it is set: callers on this machine. */
  public static final MetricsSettings DEFAULT = new MetricsSettings(List.of("127.0.0.0/8", "::1"));

  /**
   * Checks the blocks.
   *
   * @throws IllegalArgumentException if one is no address and no CIDR block
   */
  public MetricsSettings {
    networks = List.copyOf(networks);
    networks.forEach(Network::of);
  }
}
