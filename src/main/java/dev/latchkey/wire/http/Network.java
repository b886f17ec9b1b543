package dev.latchkey.wire.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses in CIDR notation. Names are never looked up.
 *
 * @param first the first address of the block
 * @param bits how many leading bits are the block's
 */
record Network(InetAddress first, int bits) {

  /**
   * Reads an address or a block.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  static Network of(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    InetAddress address =
        address(literal.strip())
            .orElseThrow(
                () -> new IllegalArgumentException(text + " is no address and no CIDR block"));
    int width = address.getAddress().length * Byte.SIZE;
    int bits = slash < 0 ? width : bits(text.substring(slash + 1).strip(), width, text);
    return new Network(address, bits);
  }

  private static int bits(String digits, int width, String text) {
    boolean isNumber = digits.matches("[0-9]{1,3}");
    int bits = isNumber ? Integer.parseInt(digits) : -1;
    if (bits < 0 || bits > width) {
      throw new IllegalArgumentException(text + " is no CIDR block: its length is out of range");
    }
    return bits;
  }

  boolean holds(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] theirs = address.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int i = 0; i < bits; i += Byte.SIZE) {
      int rest = Math.min(Byte.SIZE, bits - i);
      int mask = 0xff << (Byte.SIZE - rest) & 0xff;
      int at = i / Byte.SIZE;
      if ((mine[at] & mask) != (theirs[at] & mask)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads an IPv4 address of four decimal numbers or an IPv6 address without a zone.
   *
   * @return the address; empty if the text is anything else
   */
  static Optional<InetAddress> address(String literal) {
    try {
      if (literal.indexOf(':') >= 0) {
        // A zone means something on one machine only.
        boolean isPlain = literal.chars().allMatch(Network::isIpv6Character);
        return isPlain ? Optional.of(Inet6Address.ofLiteral(literal)) : Optional.empty();
      }
      // The JDK also reads 127.1 and 2130706433, which others read otherwise.
      return isDottedQuad(literal)
          ? Optional.of(Inet4Address.ofLiteral(literal))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isIpv6Character(int c) {
    return c == ':' || c == '.' || (Character.digit(c, 16) >= 0 && c < 128);
  }

  private static boolean isDottedQuad(String literal) {
    int dots = 0;
    int digits = 0;
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c == '.') {
        dots++;
        digits = 0;
      } else if (c < '0' || c > '9' || ++digits > 3) {
        return false;
      }
    }
    return dots == 3 && digits > 0;
  }
}
