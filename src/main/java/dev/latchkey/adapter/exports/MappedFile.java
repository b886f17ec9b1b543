package dev.latchkey.adapter.exports;

import dev.latchkey.feature.migration.Entry;
import dev.latchkey.feature.migration.Export;
import dev.latchkey.feature.migration.ExportFile;
import dev.latchkey.feature.migration.Refusal;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.StartProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A file that another system wrote, read by a map. Its form is found out by its first character: an
 * array or a document of JSON, JSON Lines, or else CSV.
 */
public final class MappedFile implements ExportFile {
  private final Path file;
  private final ExportMap map;
  private final Map<String, String> everywhere;

  /**
   * Makes one.
   *
   * @param file the file
   * @param map what its columns mean
   * @param everywhere parameters that belong to each of its hashes, such as a pepper
   */
  public MappedFile(Path file, ExportMap map, Map<String, String> everywhere) {
    this.file = file;
    this.map = map;
    this.everywhere = Map.copyOf(everywhere);
  }

  @Override
  public String name() {
    return String.valueOf(file.getFileName());
  }

  @Override
  public long size() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw problem(e);
    }
  }

  @Override
  public String digest() {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return Digests.lookup(
          HexFormat.of().formatHex(digest.digest())
              + "\n"
              + map.mark()
              + "\n"
              + new TreeMap<>(everywhere));
    } catch (IOException e) {
      throw problem(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Lists the columns of a file of CSV that the map does not read.
   *
   * @return the names in alphabetical order; empty for other files, and for maps that read by form
   */
  public Set<String> unread() {
    Set<String> unread = new TreeSet<>();
    ColumnMap columns = map.columns();
    try (CountedFile in = CountedFile.open(file)) {
      int sign = in.firstSign();
      if (columns != null && sign != '{' && sign != '[' && sign >= 0) {
        try (CsvRecords records = new CsvRecords(in)) {
          unread.addAll(records.header());
        }
        Set<String> read = columns.columns();
        unread.removeIf(name -> columns.isOwn() ? Fields.isKnown(name) : isRead(read, name));
      }
      return unread;
    } catch (IOException e) {
      throw problem(e);
    }
  }

  private static boolean isRead(Set<String> read, String name) {
    return read.contains(name) || read.stream().anyMatch(path -> path.startsWith(name + "."));
  }

  @Override
  public Export open() {
    CountedFile in = null;
    try {
      in = CountedFile.open(file);
      return new Opened(in, records(in));
    } catch (IOException e) {
      close(in);
      throw problem(e);
    }
  }

  private static void close(@Nullable CountedFile in) {
    if (in != null) {
      try {
        in.close();
      } catch (IOException e) {
        // The file was only read.
      }
    }
  }

  private Records records(CountedFile in) throws IOException {
    int sign = in.firstSign();
    if (sign < 0) {
      throw new IOException("it is empty");
    }
    if (sign == '[' || (sign == '{' && map.within() != null)) {
      return new JsonDocument(in, map.within());
    }
    if (sign == '{') {
      return new JsonLines(in);
    }
    CsvRecords records = new CsvRecords(in);
    check(records.header());
    return records;
  }

  private void check(List<String> header) throws IOException {
    String has = "; it has " + String.join(", ", header);
    if (map.within() != null) {
      throw new IOException("it is no JSON document, as the map " + map.name() + " wants it");
    }
    ColumnMap columns = map.columns();
    if (columns == null) {
      return;
    }
    for (String column : columns.columns()) {
      if (map.isStrict()
          && !header.contains(column)
          && header.stream().noneMatch(one -> column.startsWith(one + "."))) {
        throw new IOException("it has no column " + column + ", which the map names" + has);
      }
    }
    boolean hasName =
        columns.names().stream()
            .flatMap(Set::stream)
            .anyMatch(
                name ->
                    header.contains(name)
                        || header.stream().anyMatch(one -> name.startsWith(one + ".")));
    if (!hasName) {
      throw new IOException(
          "it has no column to sign in by that the map " + map.name() + " knows" + has);
    }
  }

  private StartProblem problem(IOException cause) {
    String why =
        switch (cause) {
          case java.nio.file.NoSuchFileException missing -> "there is no such file";
          case java.nio.file.AccessDeniedException denied -> "this user may not read it";
          default -> String.valueOf(cause.getMessage());
        };
    return new StartProblem("cannot read " + name() + ": " + why, cause);
  }

  /** The file, open. */
  private final class Opened implements Export {
    private final CountedFile in;
    private final Records records;

    Opened(CountedFile in, Records records) {
      this.in = in;
      this.records = records;
    }

    @Override
    public @Nullable Entry next() {
      Records.Found found;
      try {
        found = records.next();
      } catch (IOException e) {
        throw problem(e);
      }
      if (found == null) {
        return null;
      }
      if (found.values() == null) {
        return new Entry.Unreadable(found.place(), Refusal.UNREADABLE, found.problem());
      }
      try {
        return new Entry.Read(Fields.person(found.place(), map.fields(found.values()), everywhere));
      } catch (PersonMap.NoPerson e) {
        return new Entry.Unreadable(
            found.place(), Refusal.NO_PERSON, String.valueOf(e.getMessage()));
      } catch (DateTimeException e) {
        return new Entry.Unreadable(
            found.place(), Refusal.BAD_MOMENT, String.valueOf(e.getMessage()));
      }
    }

    @Override
    public long read() {
      return in.count();
    }

    @Override
    public void close() {
      try {
        records.close();
      } catch (IOException e) {
        throw problem(e);
      }
    }
  }
}
