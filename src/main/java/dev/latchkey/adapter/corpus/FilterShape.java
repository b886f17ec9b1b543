package dev.latchkey.adapter.corpus;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The shape of a filter file: a header, an index, and a stream of bits. Of each SHA-1 its first
 * {@code hashBits} are kept, sorted, in buckets by their first {@code prefixBits}; within a bucket
 * the gaps between them are Rice codes with {@code riceBits} low bits. The index holds for each
 * bucket the bit at which it begins, and one more entry for the end.
 *
 * @param hashBits how much of a hash is kept
 * @param prefixBits how much of that is told by the bucket
 * @param riceBits the low bits of each code
 * @param entries how many hashes are kept
 * @param dataBits the length of the stream
 */
record FilterShape(int hashBits, int prefixBits, int riceBits, long entries, long dataBits) {
  /** The length of the header, in bytes. */
  static final int HEADER = 64;

  /** A password that is in no breach is taken for one with at most this probability. */
  static final double FALSE_POSITIVES = 1e-6;

  private static final long MAGIC = 0x4c4b425245414348L;
  private static final int VERSION = 1;

  /** 2 to the power of 21 is more than twice a million. */
  private static final int SPARE_BITS = 21;

  private static final int BUCKET_BITS = 7;
  private static final int MOST_HASH_BITS = 62;
  private static final int MOST_PREFIX_BITS = 30;

  /** Plans for at most so many hashes. */
  static FilterShape forAtMost(long hashes) {
    int log = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, hashes) - 1);
    int hashBits = Math.min(MOST_HASH_BITS, log + SPARE_BITS);
    int prefixBits = Math.clamp(log - (long) BUCKET_BITS, 0, MOST_PREFIX_BITS);
    return new FilterShape(hashBits, prefixBits, hashBits - log, 0, 0);
  }

  /** Fills in what is known at the end. */
  FilterShape filled(long kept, long bits) {
    return new FilterShape(hashBits, prefixBits, riceBits, kept, bits);
  }

  /** Says with which probability a hash that was not kept is found. */
  double falsePositives() {
    return entries / Math.pow(2, hashBits);
  }

  /** Takes the part of a hash that is kept. */
  long value(long firstEightBytes) {
    return firstEightBytes >>> (Long.SIZE - hashBits);
  }

  long bucket(long value) {
    return value >>> remainderBits();
  }

  long remainder(long value) {
    return value & ((1L << remainderBits()) - 1);
  }

  private int remainderBits() {
    return hashBits - prefixBits;
  }

  long buckets() {
    return 1L << prefixBits;
  }

  /** Where the stream begins, in bytes from the start of the file. */
  long dataStart() {
    return HEADER + Long.BYTES * (buckets() + 1);
  }

  long fileLength() {
    return dataStart() + (dataBits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** Writes the header. */
  ByteBuffer header() {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.putLong(MAGIC).putInt(VERSION).putInt(hashBits).putInt(prefixBits).putInt(riceBits);
    header.putLong(entries).putLong(dataBits);
    header.putInt(HEADER - Integer.BYTES, sum(header));
    return header.rewind();
  }

  /** Reads a header; empty if it is none, or damaged. */
  static Optional<FilterShape> read(ByteBuffer header) {
    if (header.getLong(0) != MAGIC
        || header.getInt(Long.BYTES) != VERSION
        || header.getInt(HEADER - Integer.BYTES) != sum(header)) {
      return Optional.empty();
    }
    header.position(Long.BYTES + Integer.BYTES);
    return Optional.of(
        new FilterShape(
            header.getInt(), header.getInt(), header.getInt(), header.getLong(), header.getLong()));
  }

  private static int sum(ByteBuffer header) {
    CRC32C crc = new CRC32C();
    crc.update(header.duplicate().position(0).limit(HEADER - Integer.BYTES));
    return (int) crc.getValue();
  }
}
