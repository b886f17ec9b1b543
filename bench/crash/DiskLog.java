package crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The log of {@code disk.c}, read record by record. */
final class DiskLog implements AutoCloseable {
  private static final int HEAD = 32;
  private static final int MAGIC = 0x4b534944;
  private static final int LONGEST = 1 << 26;

  private final FileChannel channel;
  private long position;

  DiskLog(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
  }

  /** What happened, in the order of {@code disk.c}. */
  enum Kind {
    NOTHING,
    WRITE,
    TRUNCATE,
    SYNC_BEGINS,
    SYNC_ENDS,
    OPEN,
    UNLINK,
    RENAME,
    LINK,
    MKDIR,
    RMDIR,
    GROW
  }

  /** One thing that happened to a file. */
  record Entry(Kind kind, int who, long file, long at, byte[] data) {
    /** The path it tells of, or the first of two. */
    String path() {
      return text().split("\0", 2)[0];
    }

    /** The second of two paths. */
    String target() {
      return text().split("\0", 2)[1];
    }

    private String text() {
      return new String(data, StandardCharsets.UTF_8);
    }
  }

  /**
   * Reads the next record.
   *
   * @param end where to stop reading; what is not whole there has not happened
   */
  Optional<Entry> next(long end) throws IOException {
    while (position + HEAD <= end) {
      ByteBuffer head = read(position, HEAD);
      int length = head.getInt(8);
      if (head.getInt(0) != MAGIC || length < 0 || length > LONGEST) {
        // A writer was killed in the middle of a record; the next whole one counts.
        position++;
        continue;
      }
      if (position + HEAD + length > end) {
        return Optional.empty();
      }
      byte[] data = read(position + HEAD, length).array();
      position += HEAD + length;
      return Optional.of(
          new Entry(
              Kind.values()[head.getInt(4)],
              head.getInt(12),
              head.getLong(16),
              head.getLong(24),
              data));
    }
    return Optional.empty();
  }

  private ByteBuffer read(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new IOException("the log ends at " + from);
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
