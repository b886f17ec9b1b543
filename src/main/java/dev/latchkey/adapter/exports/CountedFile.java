package dev.latchkey.adapter.exports;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is read from its beginning, with the count of what was read. */
final class CountedFile extends FilterInputStream {
  private static final int BUFFER = 1 << 16;
  private static final int BYTE_ORDER_MARK = 0xEFBBBF;
  private static final int LOOK = 4_096;

  private long count;

  private CountedFile(InputStream in) {
    super(in);
  }

  /**
   * Opens a file, and passes over a byte order mark.
   *
   * @throws IOException if it cannot be read, or begins as UTF-16 does
   */
  static CountedFile open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      in.mark(LOOK);
      int first = in.read();
      int second = in.read();
      int third = in.read();
      if ((first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE)) {
        throw new IOException("it is UTF-16: save it as UTF-8");
      }
      if ((first << 16 | second << 8 | third) != BYTE_ORDER_MARK) {
        in.reset();
      }
      return new CountedFile(in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Looks at the first character that is no space; -1 if there is none nearby. */
  int firstSign() throws IOException {
    in.mark(LOOK);
    int sign = -1;
    for (int i = 0; i < LOOK; i++) {
      sign = in.read();
      if (sign > ' ' || sign < 0) {
        break;
      }
    }
    in.reset();
    return sign;
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    count += one < 0 ? 0 : 1;
    return one;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int some = in.read(bytes, from, length);
    count += Math.max(0, some);
    return some;
  }
}
