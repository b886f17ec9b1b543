package dev.latchkey.wire.http;

import dev.latchkey.kernel.Reason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads UTF-8 without mercy (RFC 3629): nothing is replaced, nothing is skipped. */
final class Utf8 {
  private Utf8() {}

  /** Refuses overlong forms, encoded surrogates, truncated sequences and stray bytes. */
  static CharBuffer decode(byte[] bytes, int length) throws BadInput {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
    } catch (CharacterCodingException e) {
      throw new BadInput(Reason.MALFORMED_BODY, "the text is not valid UTF-8");
    }
  }

  /** Says whether a text holds U+0000, which not every store can keep. */
  static boolean holdsNul(String text) {
    return text.indexOf('\0') >= 0;
  }

  /** Says whether each surrogate of a text has its other half next to it. */
  static boolean isPaired(String text) {
    int length = text.length();
    for (int at = 0, point; at < length; at += Character.charCount(point)) {
      point = text.codePointAt(at);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        return false;
      }
    }
    return true;
  }
}
