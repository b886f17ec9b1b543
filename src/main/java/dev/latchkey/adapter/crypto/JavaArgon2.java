package dev.latchkey.adapter.crypto;

import dev.latchkey.core.credential.HasherBusy;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2 in Java, of every variant and version, several times slower than native code. Its memory
 * is heap; all calls together take at most a quarter of that, and wait for each other beyond.
 */
final class JavaArgon2 implements Argon2 {
  private static final int HEAP_KIB =
      (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4 / 1024);

  private final Semaphore heap = new Semaphore(HEAP_KIB, true);

  @Override
  public byte[] hash(byte[] password, byte[] salt, int memoryKib, int passes) throws HasherBusy {
    byte[] none = new byte[Phc.HASH_BYTES];
    return compute(
        password, new Phc(Phc.Kind.ARGON2ID, Phc.VERSION, memoryKib, passes, 1, salt, none));
  }

  @Override
  public boolean matches(byte[] password, Phc phc) throws HasherBusy {
    return MessageDigest.isEqual(compute(password, phc), phc.hash());
  }

  private byte[] compute(byte[] password, Phc phc) throws HasherBusy {
    if (phc.memoryKib() > HEAP_KIB) {
      throw new HasherBusy(Duration.ofSeconds(1));
    }
    heap.acquireUninterruptibly(phc.memoryKib());
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(phc.kind().number())
              .withVersion(phc.version())
              .withMemoryAsKB(phc.memoryKib())
              .withIterations(phc.passes())
              .withParallelism(phc.lanes())
              .withSalt(phc.salt())
              .build());
      byte[] computed = new byte[phc.hash().length];
      generator.generateBytes(password, computed);
      return computed;
    } finally {
      heap.release(phc.memoryKib());
    }
  }
}
