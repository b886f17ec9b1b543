package dev.latchkey.adapter.crypto;

import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.StartProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key from which all keys of this server are derived: 32 bytes in a file that only its owner
 * may read, written as one line of base64. Whoever has the database but not this file can neither
 * sign tokens nor read what is sealed. Never printed.
 */
public final class MasterKey {
  /** The length of the master key and of every derived key, in bytes. */
  static final int BYTES = 32;

  private static final int MARK_BYTES = 8;
  private static final String HASH = "HKDF-SHA256";
  private static final String LABEL = "latchkey/1/";
  private static final int LARGEST_FILE = 128;
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final SecretKey key;

  private MasterKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, "Generic");
  }

  /**
   * Takes a key from elsewhere than a file.
   *
   * @param bytes 32 random bytes
   * @return the key
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static MasterKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a master key has " + BYTES + " bytes");
    }
    return new MasterKey(bytes);
  }

  /**
   * Reads the key, or makes one where there is no file. The file appears whole or not at all, and
   * of many processes that make one at once all get the same.
   *
   * @param file where it is kept
   * @param entropy where chance comes from
   * @return the key
   * @throws StartProblem if the file cannot be read or made, is not a key, or may be read by
   *     anybody but its owner
   */
  public static MasterKey openOrCreate(Path file, Entropy entropy) {
    try {
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        create(file, entropy);
      }
      return read(file);
    } catch (IOException e) {
      throw new StartProblem(
          "The master key file " + file + " cannot be read or made: " + reason(e), e);
    } catch (UnsupportedOperationException e) {
      throw new StartProblem(
          "The disk of "
              + file
              + " knows no hard links; make the master key by hand:"
              + " (umask 077; head -c 32 /dev/urandom | base64 > FILE)",
          e);
    }
  }

  /**
   * Reads the key where there must be one.
   *
   * @param file where it is kept
   * @return the key
   * @throws StartProblem if there is no such file, or it cannot be read, is not a key, or may be
   *     read by anybody but its owner
   */
  public static MasterKey open(Path file) {
    try {
      return read(file);
    } catch (IOException e) {
      throw new StartProblem("The master key file " + file + " cannot be read: " + reason(e), e);
    }
  }

  /**
   * Gives what tells this key from others without telling anything of it.
   *
   * @return 16 characters
   */
  public String mark() {
    return HexFormat.of().formatHex(derive("mark"), 0, MARK_BYTES);
  }

  /**
   * Derives the key of one use (RFC 5869), so that no two uses share one.
   *
   * @param purpose the use, the same at every start
   * @return 32 bytes
   */
  byte[] derive(String purpose) {
    try {
      return KDF.getInstance(HASH)
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(key)
                  .thenExpand((LABEL + purpose).getBytes(StandardCharsets.UTF_8), BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK from 25 on has " + HASH, e);
    }
  }

  private static MasterKey read(Path file) throws IOException {
    refuseOpenDoors(file);
    if (Files.size(file) > LARGEST_FILE) {
      throw notAKey(file);
    }
    String line = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(line);
    } catch (IllegalArgumentException e) {
      throw notAKey(file);
    }
    if (bytes.length != BYTES) {
      throw notAKey(file);
    }
    return new MasterKey(bytes);
  }

  private static void refuseOpenDoors(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null && !OWNER.containsAll(view.readAttributes().permissions())) {
      throw new StartProblem(
          "Others than its owner may read the master key file "
              + file
              + "; run: chmod 600 "
              + file);
    }
  }

  private static StartProblem notAKey(Path file) {
    return new StartProblem(
        "The master key file "
            + file
            + " is not 32 bytes in base64; restore it from a backup (without it, sealed tokens and"
            + " signing keys are lost)");
  }

  private static void create(Path file, Entropy entropy) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    Files.createDirectories(folder);
    Path whole =
        folder.resolve("." + file.getFileName() + "." + HexFormat.of().formatHex(entropy.bytes(8)));
    byte[] fresh = entropy.bytes(BYTES);
    byte[] line =
        (Base64.getEncoder().encodeToString(fresh) + "\n").getBytes(StandardCharsets.US_ASCII);
    try {
      write(whole, line);
      // A link, unlike a move, never replaces the file of a process that was quicker.
      Files.createLink(file, whole);
      syncFolder(folder);
    } catch (FileAlreadyExistsException e) {
      // Another process made it; its key is the one.
    } finally {
      Arrays.fill(fresh, (byte) 0);
      Arrays.fill(line, (byte) 0);
      Files.deleteIfExists(whole);
    }
  }

  private static void write(Path file, byte[] line) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, ownerOnly(file))) {
      ByteBuffer rest = ByteBuffer.wrap(line);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some systems do not open folders; there the name is as durable as they make it.
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "no such file" : String.valueOf(e.getMessage());
  }

  @Override
  public String toString() {
    return "[master key]";
  }
}
