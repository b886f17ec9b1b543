package dev.latchkey.adapter.corpus;

import dev.latchkey.core.credential.PasswordCorpus;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.StartProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passwords known from breaches, looked up in a filter file. Where there is no file, nothing is in
 * the set. A password that is in no breach is found with a probability of at most one in a million.
 */
public final class BreachedPasswords implements PasswordCorpus {
  private static final System.Logger LOG = System.getLogger(BreachedPasswords.class.getName());

  private final Path file;
  private volatile @Nullable Opened opened;

  private BreachedPasswords(Path file) {
    this.file = file;
  }

  /**
   * Opens the file, if there is one.
   *
   * @param file where it is
   * @return the set
   * @throws StartProblem if there is a file that is no filter, is cut off, or cannot be read
   */
  public static BreachedPasswords open(Path file) {
    BreachedPasswords passwords = new BreachedPasswords(file);
    try {
      passwords.reopen();
    } catch (IOException e) {
      throw new StartProblem(
          "The file of breached passwords "
              + file
              + " is damaged or cannot be read; import the corpus again (latchkey breached import"
              + " FILE), or remove the file",
          e);
    }
    return passwords;
  }

  /** Looks whether another file has taken the place of the one that is open, and opens that. */
  public void refresh() {
    try {
      reopen();
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the new file of breached passwords is damaged or cannot be read; the one before stays in"
              + " use",
          e);
    }
  }

  private void reopen() throws IOException {
    if (!Files.exists(file)) {
      opened = null;
      return;
    }
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    Opened present = opened;
    if (present == null
        || present.size != now.size()
        || !present.changedAt.equals(now.lastModifiedTime())) {
      Filter filter =
          Filter.open(file).orElseThrow(() -> new IOException("no filter, or cut off: " + file));
      opened = new Opened(filter, now.lastModifiedTime(), now.size());
    }
  }

  /**
   * Counts what is in the set.
   *
   * @return how many passwords; empty if there is no file
   */
  public Optional<Long> size() {
    Opened present = opened;
    return present == null ? Optional.empty() : Optional.of(present.filter.shape().entries());
  }

  @Override
  public boolean contains(Password password) {
    Opened present = opened;
    return present != null && present.filter.contains(firstEightBytes(password));
  }

  private static long firstEightBytes(Password password) {
    byte[] typed = password.utf8();
    try {
      // The public corpora are lists of SHA-1; nothing of it is stored.
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-1").digest(typed)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    } finally {
      Arrays.fill(typed, (byte) 0);
    }
  }

  private record Opened(Filter filter, FileTime changedAt, long size) {}
}
