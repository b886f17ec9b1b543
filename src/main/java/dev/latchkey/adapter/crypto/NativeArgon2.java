package dev.latchkey.adapter.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.latchkey.core.credential.HasherBusy;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;

/**
 * Argon2 by libsodium, in the build that the lazysodium library carries for each system. It is
 * called without a layer between: what passes through native memory is wiped, and nothing else is
 * loaded or started. Version 16 and Argon2d, which libsodium does not know, go to {@link
 * JavaArgon2}.
 */
final class NativeArgon2 implements Argon2 {
  private static final String ERRNO = "errno";
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERROR =
      STATE.varHandle(MemoryLayout.PathElement.groupElement(ERRNO));

  /** The number of the error that means a mismatch; the same on every Unix and on Windows. */
  private static final int EINVAL = 22;

  private final MethodHandle hash;
  private final MethodHandle verify;
  private final Argon2 rest = new JavaArgon2();

  private NativeArgon2(MethodHandle hash, MethodHandle verify) {
    this.hash = hash;
    this.verify = verify;
  }

  /**
   * Loads the library.
   *
   * @return the computation
   * @throws IOException if there is none for this system, or it cannot be unpacked or loaded
   */
  static NativeArgon2 load() throws IOException {
    Path file = unpack(resource());
    try {
      return link(file);
    } catch (IllegalArgumentException | IllegalStateException | UnsupportedOperationException e) {
      throw new IOException("libsodium could not be loaded from " + file.getParent(), e);
    } finally {
      // The system keeps what is loaded; where it does not allow this, the folder of temporary
      // files is cleared in its own time.
      deleteIfPossible(file);
    }
  }

  @Override
  public byte[] hash(byte[] password, byte[] salt, int memoryKib, int passes) throws HasherBusy {
    return compute(password, salt, memoryKib, passes, Phc.HASH_BYTES);
  }

  @Override
  public boolean matches(byte[] password, Phc phc) throws HasherBusy {
    if (phc.version() != Phc.VERSION || phc.kind() == Phc.Kind.ARGON2D) {
      return rest.matches(password, phc);
    }
    if (phc.kind() == Phc.Kind.ARGON2ID
        && phc.lanes() == 1
        && phc.salt().length == Phc.SALT_BYTES) {
      byte[] computed =
          compute(password, phc.salt(), phc.memoryKib(), phc.passes(), phc.hash().length);
      return MessageDigest.isEqual(computed, phc.hash());
    }
    return verify(password, phc.encoded());
  }

  private byte[] compute(byte[] password, byte[] salt, int memoryKib, int passes, int length)
      throws HasherBusy {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(length);
      MemorySegment in = secret(arena, password);
      int failed =
          (int)
              hash.invokeExact(
                  out,
                  (long) length,
                  in,
                  (long) password.length,
                  arena.allocateFrom(JAVA_BYTE, salt),
                  (long) passes,
                  memoryKib * 1024L,
                  Phc.Kind.ARGON2ID.number());
      in.fill((byte) 0);
      if (failed != 0) {
        // With arguments within their bounds, only memory can be lacking.
        throw new HasherBusy(Duration.ofSeconds(1));
      }
      byte[] computed = out.toArray(JAVA_BYTE);
      out.fill((byte) 0);
      return computed;
    } catch (HasherBusy | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("libsodium throws nothing", e);
    }
  }

  private boolean verify(byte[] password, String encoded) throws HasherBusy {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment in = secret(arena, password);
      int failed =
          (int)
              verify.invokeExact(
                  state,
                  arena.allocateFrom(encoded, StandardCharsets.US_ASCII),
                  in,
                  (long) password.length);
      in.fill((byte) 0);
      if (failed != 0 && (int) ERROR.get(state, 0L) != EINVAL) {
        throw new HasherBusy(Duration.ofSeconds(1));
      }
      return failed == 0;
    } catch (HasherBusy | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("libsodium throws nothing", e);
    }
  }

  /** Copies a password; one byte more, since an empty one needs an address, too. */
  private static MemorySegment secret(Arena arena, byte[] password) {
    MemorySegment copy = arena.allocate(password.length + 1L);
    MemorySegment.copy(password, 0, copy, JAVA_BYTE, 0, password.length);
    return copy;
  }

  @SuppressWarnings("restricted")
  private static NativeArgon2 link(Path file) throws IOException {
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = SymbolLookup.libraryLookup(file, Arena.global());
    MethodHandle start =
        linker.downcallHandle(library.findOrThrow("sodium_init"), FunctionDescriptor.of(JAVA_INT));
    try {
      if ((int) start.invokeExact() < 0) {
        throw new IOException("libsodium does not start");
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("libsodium throws nothing", e);
    }
    MethodHandle hash =
        linker.downcallHandle(
            library.findOrThrow("crypto_pwhash"),
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG,
                JAVA_INT));
    MethodHandle verify =
        linker.downcallHandle(
            library.findOrThrow("crypto_pwhash_str_verify"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG),
            Linker.Option.captureCallState(ERRNO));
    return new NativeArgon2(hash, verify);
  }

  private static String resource() throws IOException {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean arm = machine.equals("aarch64") || machine.equals("arm64");
    boolean intel = machine.equals("amd64") || machine.equals("x86_64");
    if (system.startsWith("linux") && (arm || intel)) {
      return arm ? "/arm64/libsodium.so" : "/linux64/libsodium.so";
    }
    if (system.startsWith("mac") && (arm || intel)) {
      return arm ? "/mac_arm/libsodium.dylib" : "/mac/libsodium.dylib";
    }
    if (system.startsWith("windows") && intel) {
      return "/windows64/libsodium.dll";
    }
    throw new IOException("there is no build of libsodium for " + system + " on " + machine);
  }

  private static Path unpack(String resource) throws IOException {
    try (InputStream packed = NativeArgon2.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new IOException("libsodium is missing from the program: " + resource);
      }
      Path file = Files.createTempFile("latchkey-", resource.substring(resource.indexOf('.')));
      Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    }
  }

  private static void deleteIfPossible(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
