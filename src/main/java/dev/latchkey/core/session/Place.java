package dev.latchkey.core.session;

import dev.latchkey.kernel.Origin;
import java.net.InetAddress;

/**
 * Where a caller was, as a person can read it. No map of addresses to towns is asked: what such
 * maps say is often wrong, and an owner who is shown a wrong town learns to ignore the notice.
 *
 * @param kind what can be told
 * @param address the network address, as it was recorded
 */
public record Place(Kind kind, String address) {
  private static final int IPV6_BYTES = 16;
  private static final int UNIQUE_LOCAL = 0xfc;
  private static final int UNIQUE_LOCAL_MASK = 0xfe;

  /**
   * Tells what can be told from an address.
   *
   * @param address what {@link Origin#address} said; other texts are taken too
   * @return the place
   */
  public static Place of(String address) {
    return new Place(kind(address), address);
  }

  private static Kind kind(String address) {
    if (address.equals(Origin.LOCAL.address())) {
      return Kind.THIS_MACHINE;
    }
    InetAddress literal;
    try {
      literal = InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      return Kind.UNKNOWN;
    }
    if (literal.isLoopbackAddress()) {
      return Kind.THIS_MACHINE;
    }
    byte[] bytes = literal.getAddress();
    boolean isUniqueLocal =
        bytes.length == IPV6_BYTES && (bytes[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
    return literal.isSiteLocalAddress() || literal.isLinkLocalAddress() || isUniqueLocal
        ? Kind.PRIVATE_NETWORK
        : Kind.ELSEWHERE;
  }

  /**
   * Says the place in English.
   *
   * @return such as {@code private network (10.0.0.7)}
   */
  public String words() {
    return switch (kind) {
      case THIS_MACHINE -> "this machine";
      case PRIVATE_NETWORK -> "private network (" + address + ")";
      case ELSEWHERE -> address;
      case UNKNOWN -> "an unknown place";
    };
  }

  /** What can be told from an address. */
  public enum Kind {
    /** The machine that the server runs on. */
    THIS_MACHINE,
    /** A network that the Internet does not reach: RFC 1918, RFC 4193, or link-local. */
    PRIVATE_NETWORK,
    /** Anywhere else. */
    ELSEWHERE,
    /** The record holds no address. */
    UNKNOWN
  }
}
