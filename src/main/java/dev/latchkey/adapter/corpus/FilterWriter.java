package dev.latchkey.adapter.corpus;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a filter file from hashes in ascending order, in one pass and constant memory. The file
 * takes the place of the present one at the end, whole; until then it has another name.
 */
final class FilterWriter implements Closeable {
  private static final ValueLayout.OfLong INDEX =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int BUFFER = 1 << 20;

  private final Path target;
  private final Path draft;
  private final FilterShape shape;
  private final FileChannel channel;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment index;
  private final OutputStream data;
  private long last = -1;
  private long bucket = -1;
  private long remainder = -1;
  private long entries;
  private long bits;
  private int pending;

  /**
   * Begins a file.
   *
   * @param target the name that it gets in the end
   * @param shape its planned shape
   */
  FilterWriter(Path target, FilterShape shape) throws IOException {
    this.target = target;
    this.shape = shape;
    this.draft = target.resolveSibling(target.getFileName() + ".part");
    this.channel = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new IOException("another import is under way");
    }
    channel.truncate(0);
    // Not mapped from the file: a full disk would end the program, not fail a write.
    this.index = arena.allocate(shape.dataStart());
    channel.position(shape.dataStart());
    this.data = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
  }

  /** Adds a hash, told by its first eight bytes; not less than the one before. */
  void add(long firstEightBytes) throws IOException {
    long value = shape.value(firstEightBytes);
    if (value == last) {
      return;
    }
    last = value;
    enter(shape.bucket(value));
    long gap = shape.remainder(value) - remainder - 1;
    remainder = shape.remainder(value);
    for (long high = gap >>> shape.riceBits(); high > 0; high--) {
      bit(1);
    }
    bit(0);
    for (int i = shape.riceBits() - 1; i >= 0; i--) {
      bit((int) (gap >>> i & 1));
    }
    entries++;
  }

  private void enter(long wanted) {
    while (bucket < wanted) {
      bucket++;
      index.set(INDEX, FilterShape.HEADER + Long.BYTES * bucket, bits);
      remainder = -1;
    }
  }

  private void bit(int one) throws IOException {
    pending = pending << 1 | one;
    if ((++bits & 7) == 0) {
      data.write(pending);
      pending = 0;
    }
  }

  /** Ends the file and puts it in the place of the present one. */
  FilterShape finish() throws IOException {
    enter(shape.buckets());
    int rest = (int) (bits & 7);
    if (rest > 0) {
      data.write(pending << (8 - rest));
    }
    data.flush();
    FilterShape filled = shape.filled(entries, bits);
    ByteBuffer header = filled.header();
    MemorySegment.copy(MemorySegment.ofBuffer(header), 0, index, 0, FilterShape.HEADER);
    writeFront();
    channel.force(true);
    close();
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder =
        FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      // Some systems do not open folders; there the name is as durable as they make it.
    }
    return filled;
  }

  private void writeFront() throws IOException {
    for (long at = 0; at < index.byteSize(); at += BUFFER) {
      long length = Math.min(BUFFER, index.byteSize() - at);
      ByteBuffer part = index.asSlice(at, length).asByteBuffer();
      long position = at;
      while (part.hasRemaining()) {
        position += channel.write(part, position);
      }
    }
  }

  /** Lets go of the file. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      arena.close();
      channel.close();
    }
  }

  /** Removes what was written, if it was not finished. */
  void discard() throws IOException {
    close();
    Files.deleteIfExists(draft);
  }
}
