package dev.latchkey.wire.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Serves figures to a Prometheus server at {@code GET /metrics}, to callers of chosen networks
 * only; to all others the path does not exist.
 */
public final class Metrics implements Contract {
  /** Says that a proxy stands between, so that the peer's address is not the caller's. */
  private static final List<String> FORWARDED =
      List.of("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via");

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final List<Network> networks;
  private final Supplier<byte[]> figures;

  /**
   * Makes one.
   *
   * @param settings who may read
   * @param figures writes them in Prometheus' text format
   */
  public Metrics(MetricsSettings settings, Supplier<byte[]> figures) {
    this.networks = settings.networks().stream().map(Network::of).toList();
    this.figures = figures;
  }

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/metrics", this::answer));
  }

  private Reply answer(Request request) {
    return mayRead(request)
        ? Reply.of(200, TEXT, figures.get()).with("Cache-Control", "no-store")
        : Answers.NOT_FOUND;
  }

  private boolean mayRead(Request request) {
    Optional<InetAddress> caller = Network.address(request.origin().address());
    boolean isLocal = caller.filter(InetAddress::isLoopbackAddress).isPresent();
    // A proxy on this machine that nobody declared makes the whole world look local.
    boolean isForwarded = isLocal && FORWARDED.stream().anyMatch(request.headers()::containsKey);
    return !isForwarded
        && caller.filter(one -> networks.stream().anyMatch(net -> net.holds(one))).isPresent();
  }

  @Override
  public Reply refuse(Request request, Refusal refusal) {
    return PlainRefusals.say(refusal);
  }
}
