package dev.latchkey.wire.contract.sessionrpc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads the id of a call out of a path, as the original did: percent-encoding is undone but for the
 * characters that have a meaning in a URL ({@code decodeURI} of ECMA-262), then runs of slashes
 * become one. A slash at the end stays, and so names no call.
 */
final class MethodPath {
  private static final String RESERVED = ";/?:@&=+$,#";
  private static final Pattern SLASHES = Pattern.compile("/{2,}");

  private MethodPath() {}

  /**
   * Reads the id.
   *
   * @param path the path as sent
   * @param base the path under which the calls stand; empty for the root
   * @return the id; the path itself if it cannot be decoded or does not stand under the base
   */
  static String id(String path, String base) {
    String normal = SLASHES.matcher(decoded(path)).replaceAll("/");
    return normal.startsWith(base) ? normal.substring(base.length()) : normal;
  }

  private static String decoded(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '%') {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      int octet = octet(path, i + 1);
      if (octet < 0) {
        return path;
      }
      if (RESERVED.indexOf(octet) >= 0) {
        bytes.writeBytes(path.substring(i, i + 3).getBytes(StandardCharsets.US_ASCII));
      } else {
        bytes.write(octet);
      }
      i += 2;
    }
    try {
      ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
      return StandardCharsets.UTF_8.newDecoder().decode(all).toString();
    } catch (CharacterCodingException e) {
      return path;
    }
  }

  private static int octet(String path, int at) {
    if (at + 2 > path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at), 16);
    int low = Character.digit(path.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
