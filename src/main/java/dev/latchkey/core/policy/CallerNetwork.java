package dev.latchkey.core.policy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The network that stands for a caller: an IPv4 address, or the /64 of an IPv6 address, the
 * smallest network that anybody is given.
 */
public final class CallerNetwork {
  private static final int NETWORK_BYTES = 8;

  private CallerNetwork() {}

  /**
   * Names the network of an address.
   *
   * @param address the address in text
   * @return the same text for all addresses of the network; what is no address stands for itself
   */
  public static String of(String address) {
    int zone = address.indexOf('%');
    String bare = zone < 0 ? address : address.substring(0, zone);
    try {
      InetAddress literal = InetAddress.ofLiteral(bare);
      byte[] bytes = literal.getAddress();
      return HexFormat.of()
          .formatHex(literal instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    } catch (IllegalArgumentException e) {
      // Not a number: the name that this program gives to itself.
      return address;
    }
  }
}
