package dev.latchkey.wire.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds the client behind trusted proxies. What an untrusted peer says about addresses is ignored;
 * what cannot be read is not guessed at.
 */
final class Proxies {
  private final List<Network> trusted;

  /**
   * Reads the trusted blocks.
   *
   * @throws IllegalArgumentException if one is no address and no CIDR block
   */
  Proxies(List<String> trusted) {
    this.trusted = trusted.stream().map(Network::of).toList();
  }

  boolean trusts(InetAddress peer) {
    for (Network network : trusted) {
      if (network.holds(peer)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Walks {@code X-Forwarded-For} from the right, past trusted hops.
   *
   * @param peer the socket's peer, which is trusted
   * @param lines the lines of the field, in order
   * @return the first address that is not trusted; the leftmost if all are; the peer if the field
   *     is absent or something on the way cannot be read
   */
  InetAddress client(InetAddress peer, List<String> lines) {
    InetAddress client = peer;
    List<String> hops = new ArrayList<>();
    lines.forEach(line -> Collections.addAll(hops, line.split(",", -1)));
    for (String hop : hops.reversed()) {
      Optional<InetAddress> address = hop(hop.strip());
      if (address.isEmpty()) {
        return peer;
      }
      client = address.get();
      if (!trusts(client)) {
        return client;
      }
    }
    return client;
  }

  /**
   * Says whether the client's side is TLS.
   *
   * @param lines the lines of {@code X-Forwarded-Proto} that a trusted proxy sent
   * @return whether every hop says https, so that no hop can make up for another
   */
  static boolean isSecure(List<String> lines) {
    if (lines.isEmpty()) {
      return false;
    }
    for (String line : lines) {
      for (String proto : line.split(",", -1)) {
        if (!proto.strip().equalsIgnoreCase("https")) {
          return false;
        }
      }
    }
    return true;
  }

  /** Reads an address that may have brackets or a port. */
  private static Optional<InetAddress> hop(String text) {
    int close = text.indexOf(']');
    if (text.startsWith("[") && close > 0) {
      return isPort(text.substring(close + 1))
          ? Network.address(text.substring(1, close))
          : Optional.empty();
    }
    int colon = text.indexOf(':');
    boolean isIpv4WithPort = colon > 0 && colon == text.lastIndexOf(':');
    if (isIpv4WithPort) {
      return isPort(text.substring(colon))
          ? Network.address(text.substring(0, colon))
          : Optional.empty();
    }
    return Network.address(text);
  }

  private static boolean isPort(String text) {
    return text.isEmpty() || text.matches(":[0-9]{1,5}");
  }
}
