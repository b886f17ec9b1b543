package dev.latchkey.wire.http;

import dev.latchkey.kernel.Entropy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes the ids of requests: random UUIDs (RFC 9562, version 4). They are no secrets; bytes are
 * drawn in blocks, since drawing them singly costs more than the rest of a small answer.
 */
final class RequestIds {
  private static final int ID_BYTES = 16;
  private static final int IDS_PER_BLOCK = 256;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final Entropy entropy;
  private final AtomicReference<Block> current;

  RequestIds(Entropy entropy) {
    this.entropy = entropy;
    this.current = new AtomicReference<>(new Block(entropy));
  }

  String next() {
    while (true) {
      Block block = current.get();
      int index = block.used.getAndIncrement();
      if (index < IDS_PER_BLOCK) {
        return format(block.bytes, index * ID_BYTES);
      }
      // Whoever loses this race goes on with the winner's block.
      current.compareAndSet(block, new Block(entropy));
    }
  }

  private static String format(byte[] bytes, int from) {
    char[] text = new char[36];
    int at = 0;
    for (int i = 0; i < ID_BYTES; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        text[at++] = '-';
      }
      int octet = octet(bytes[from + i], i);
      text[at++] = HEX[octet >> 4];
      text[at++] = HEX[octet & 15];
    }
    return new String(text);
  }

  private static int octet(byte random, int index) {
    return switch (index) {
      case 6 -> (random & 0x0f) | 0x40;
      case 8 -> (random & 0x3f) | 0x80;
      default -> random & 0xff;
    };
  }

  private static final class Block {
    private final byte[] bytes;
    private final AtomicInteger used = new AtomicInteger();

    private Block(Entropy entropy) {
      this.bytes = entropy.bytes(ID_BYTES * IDS_PER_BLOCK);
    }
  }
}
