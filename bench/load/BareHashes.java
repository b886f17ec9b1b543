package load;

import dev.latchkey.wire.http.HttpServer;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Argon2id by the libsodium in the jar, with nothing else around, on every core, over and over: what this machine can
 * do at most.
 */
public final class BareHashes {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** Argon2id version 1.3, in libsodium's numbers. */
  private static final int ARGON2ID = 2;

  private final int memoryKib;
  private final int passes;
  private final MethodHandle hash;

  /** Loads the library. */
  public BareHashes(int memoryKib, int passes) throws Exception {
    this.memoryKib = memoryKib;
    this.passes = passes;
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    Path library = Files.createTempFile("bench", ".so");
    try (InputStream packed =
        HttpServer.class.getResourceAsStream((arm ? "/arm64" : "/linux64") + "/libsodium.so")) {
      Files.write(library, packed.readAllBytes());
    }
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
    Files.delete(library);
    Linker linker = Linker.nativeLinker();
    start(
        linker.downcallHandle(
            symbols.findOrThrow("sodium_init"), FunctionDescriptor.of(ValueLayout.JAVA_INT)));
    hash =
        linker.downcallHandle(
            symbols.findOrThrow("crypto_pwhash"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
  }

  /** Until it is called, the library hashes by portable code instead of the processor's best. */
  private static void start(MethodHandle init) throws Exception {
    try {
      if ((int) init.invokeExact() < 0) {
        throw new IllegalStateException("libsodium does not start");
      }
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Hashes for a while and gives the hashes a second of all threads together. */
  public double run(int seconds) throws InterruptedException {
    AtomicLong count = new AtomicLong();
    AtomicBoolean running = new AtomicBoolean(true);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CORES; i++) {
      threads.add(Thread.ofPlatform().start(() -> work(running, count)));
    }
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    running.set(false);
    for (Thread thread : threads) {
      thread.join();
    }
    return count.get() / ((System.nanoTime() - start) / 1e9);
  }

  private void work(AtomicBoolean running, AtomicLong count) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(32);
      MemorySegment password = arena.allocateFrom("Password123");
      MemorySegment salt = arena.allocate(16);
      while (running.get()) {
        int failed =
            (int)
                hash.invokeExact(
                    out, 32L, password, 11L, salt, (long) passes, memoryKib * 1024L, ARGON2ID);
        if (failed != 0) {
          throw new IllegalStateException("libsodium refused to hash");
        }
        count.incrementAndGet();
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
