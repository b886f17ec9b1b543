package dev.latchkey.adapter.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the filter file from a corpus in the public hash-ordered form: one file, or a directory of
 * range files that are each named by the first five digits of their hashes. It reads once, from
 * front to back, in constant memory; if it is ended early, the present filter stays in place.
 */
public final class BreachedImport {
  /** {@code 40 digits:1} and a line end. */
  private static final int SHORTEST_LINE = 43;

  private static final int SHORTEST_RANGE_LINE = 38;
  private static final Pattern RANGE = Pattern.compile("[0-9A-Fa-f]{5}(\\.txt)?");

  private final Path target;

  /**
   * Prepares.
   *
   * @param target the filter file to make
   */
  public BreachedImport(Path target) {
    this.target = target;
  }

  /**
   * Imports.
   *
   * @param corpus a file or a directory
   * @param progress learns how far it is
   * @return what was made
   * @throws Unusable if the corpus is not in the form that is read, or cannot be read or written
   */
  public Made run(Path corpus, Progress progress) throws Unusable {
    try {
      List<Path> files = files(corpus);
      return run(files, Files.isDirectory(corpus), progress);
    } catch (NoSuchFileException e) {
      throw new Unusable("there is no file " + e.getFile());
    } catch (IOException e) {
      throw new Unusable("the corpus cannot be read, or the filter not written: " + e.getMessage());
    }
  }

  private Made run(List<Path> files, boolean areRanges, Progress progress)
      throws IOException, Unusable {
    long total = 0;
    for (Path file : files) {
      total += Files.size(file);
    }
    int shortest = areRanges ? SHORTEST_RANGE_LINE : SHORTEST_LINE;
    FilterWriter writer =
        new FilterWriter(target, FilterShape.forAtMost(total / shortest + files.size()));
    boolean isDone = false;
    try {
      HashLines lines = new HashLines(writer, total, progress);
      for (Path file : files) {
        lines.read(file, areRanges ? file.getFileName().toString().substring(0, 5) : "");
      }
      if (lines.hashes() == 0) {
        throw new Unusable("there is no hash in it");
      }
      FilterShape shape = writer.finish();
      isDone = true;
      return new Made(lines.hashes(), shape.fileLength(), shape.falsePositives());
    } finally {
      if (!isDone) {
        writer.discard();
      }
    }
  }

  private static List<Path> files(Path corpus) throws IOException, Unusable {
    if (!Files.isDirectory(corpus)) {
      return List.of(corpus);
    }
    try (Stream<Path> all = Files.list(corpus)) {
      List<Path> ranges =
          all.filter(file -> RANGE.matcher(file.getFileName().toString()).matches())
              .sorted((one, other) -> name(one).compareToIgnoreCase(name(other)))
              .toList();
      if (ranges.isEmpty()) {
        throw new Unusable(
            "the directory " + corpus + " holds no range files (00000.txt to FFFFF.txt)");
      }
      return ranges;
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** Learns how far an import is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Hears of it, every few megabytes and at the end.
     *
     * @param done how many bytes were read
     * @param total how many there are
     * @param hashes how many hashes were read
     */
    void at(long done, long total, long hashes);
  }

  /**
   * What was made.
   *
   * @param hashes how many hashes were read
   * @param bytes the length of the filter file
   * @param falsePositives the probability that another password is found
   */
  public record Made(long hashes, long bytes, double falsePositives) {}

  /** Says why a corpus cannot be imported, in one line. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String line) {
      super(line);
    }
  }
}
