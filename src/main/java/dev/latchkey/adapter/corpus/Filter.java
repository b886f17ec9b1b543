package dev.latchkey.adapter.corpus;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * An open filter file, mapped into memory and not read into it. Damage behind the header makes
 * answers wrong, never a failure.
 */
final class Filter {
  private static final ValueLayout.OfLong INDEX =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final FilterShape shape;
  private final MemorySegment file;

  private Filter(FilterShape shape, MemorySegment file) {
    this.shape = shape;
    this.file = file;
  }

  /** Opens a file; empty if it is no filter, or is cut off. */
  static Optional<Filter> open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(FilterShape.HEADER);
      while (header.hasRemaining() && channel.read(header) >= 0) {
        // A file may be read in pieces.
      }
      Optional<FilterShape> shape =
          header.hasRemaining() ? Optional.empty() : FilterShape.read(header);
      if (shape.isEmpty() || shape.get().fileLength() != channel.size()) {
        return Optional.empty();
      }
      // The collector unmaps it once nobody looks into it any more.
      MemorySegment mapped =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      return Optional.of(new Filter(shape.get(), mapped));
    }
  }

  FilterShape shape() {
    return shape;
  }

  /** Says whether a hash is in it, told by its first eight bytes. */
  boolean contains(long firstEightBytes) {
    try {
      return find(firstEightBytes);
    } catch (InternalError e) {
      // So the machine says that a part of the file cannot be read any more.
      return false;
    }
  }

  private boolean find(long firstEightBytes) {
    long value = shape.value(firstEightBytes);
    long wanted = shape.remainder(value);
    long at = start(shape.bucket(value));
    long end = Math.min(start(shape.bucket(value) + 1), shape.dataBits());
    long found = -1;
    while (at >= 0 && at < end) {
      long high = 0;
      while (at < end && bit(at++)) {
        high++;
      }
      if (at + shape.riceBits() > end) {
        return false;
      }
      long low = 0;
      for (int i = 0; i < shape.riceBits(); i++) {
        low = low << 1 | (bit(at++) ? 1 : 0);
      }
      found += (high << shape.riceBits() | low) + 1;
      if (found >= wanted) {
        return found == wanted;
      }
    }
    return false;
  }

  private long start(long bucket) {
    return file.get(INDEX, FilterShape.HEADER + Long.BYTES * bucket);
  }

  private boolean bit(long number) {
    byte eight = file.get(ValueLayout.JAVA_BYTE, shape.dataStart() + (number >>> 3));
    return (eight >>> (7 - (int) (number & 7)) & 1) == 1;
  }
}
