package dev.latchkey.wire.http;

import dev.latchkey.kernel.Reason;
import java.nio.charset.StandardCharsets;

/** Reads percent-encoding strictly (RFC 3986, section 2.1): each escape whole, UTF-8 valid. */
final class Percent {
  private Percent() {}

  /** Decodes a name or value of a form, where a plus stands for a space. */
  static String decodeForm(String text) throws BadInput {
    return decode(text, true);
  }

  /** Decodes a segment of a path. */
  static String decodeSegment(String text) throws BadInput {
    return decode(text, false);
  }

  private static String decode(String text, boolean plusIsSpace) throws BadInput {
    boolean escaped = text.indexOf('%') >= 0;
    if (!escaped) {
      return plusIsSpace ? text.replace('+', ' ') : text;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[encoded.length];
    int length = 0;
    int at = 0;
    while (at < encoded.length) {
      byte b = encoded[at];
      if (b == '%') {
        b = escaped(encoded, at);
        at += 2;
      } else if (b == '+' && plusIsSpace) {
        b = ' ';
      }
      decoded[length++] = b;
      at++;
    }
    return Utf8.decode(decoded, length).toString();
  }

  private static byte escaped(byte[] encoded, int at) throws BadInput {
    int high = at + 2 < encoded.length ? hex(encoded[at + 1]) : -1;
    int low = at + 2 < encoded.length ? hex(encoded[at + 2]) : -1;
    if (high < 0 || low < 0) {
      throw new BadInput(Reason.MALFORMED_BODY, "a percent sign is not followed by two hex digits");
    }
    return (byte) (high << 4 | low);
  }

  private static int hex(byte digit) {
    // Not Character.digit, which also takes digits of other scripts.
    return switch (digit) {
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> digit - '0';
      case 'a', 'b', 'c', 'd', 'e', 'f' -> digit - 'a' + 10;
      case 'A', 'B', 'C', 'D', 'E', 'F' -> digit - 'A' + 10;
      default -> -1;
    };
  }
}
