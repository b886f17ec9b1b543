package dev.latchkey.cli;

import dev.latchkey.feature.migration.Report;
import dev.latchkey.feature.migration.Result;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.wire.http.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report of an import as JSON Lines in a file: one object for each entry. */
final class ReportFile implements Report, AutoCloseable {
  private static final String BEGINNING = "{\"entry\":";

  private final Path file;
  private final FileChannel channel;

  private ReportFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens the report.
   *
   * @throws StartProblem if the file cannot be written, or holds something else than a report
   */
  static ReportFile open(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      ByteBuffer beginning = ByteBuffer.allocate(BEGINNING.length());
      channel.read(beginning, 0);
      String found = new String(beginning.array(), 0, beginning.position(), StandardCharsets.UTF_8);
      if (!BEGINNING.startsWith(found)) {
        channel.close();
        throw new StartProblem(
            "the file " + file + " is there and is no report of an import: name another");
      }
      return new ReportFile(file, channel);
    } catch (IOException e) {
      throw problem(file, e);
    }
  }

  private static StartProblem problem(Path file, IOException cause) {
    return new StartProblem("cannot write the report " + file + ": is there room for it?", cause);
  }

  @Override
  public String lines(List<Result> results) {
    StringBuilder lines = new StringBuilder();
    for (Result result : results) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("entry", result.place().entry());
      row.put("line", result.place().line());
      put(row, "id", result.id());
      row.put("outcome", Rows.word(result.outcome()));
      put(row, "account", result.account() == null ? null : result.account().value());
      put(row, "reason", result.reason() == null ? null : result.reason().word());
      put(row, "detail", result.detail());
      lines.append(Shown.json(Json.write(row))).append('\n');
    }
    return lines.toString();
  }

  private static void put(Map<String, @Nullable Object> row, String key, @Nullable Object value) {
    if (value != null) {
      row.put(key, value);
    }
  }

  @Override
  public long length() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw problem(file, e);
    }
  }

  @Override
  public void cutTo(long length) {
    try {
      channel.truncate(length);
      channel.position(channel.size());
    } catch (IOException e) {
      throw problem(file, e);
    }
  }

  @Override
  public void append(String lines) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      // The store notes later how long the report is, and must not know more than the disk.
      channel.force(false);
    } catch (IOException e) {
      throw problem(file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.force(true);
      channel.close();
    } catch (IOException e) {
      throw problem(file, e);
    }
  }
}
