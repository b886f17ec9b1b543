package dev.latchkey.adapter.exports;

import dev.latchkey.feature.migration.Person.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of comma-separated values (RFC 4180) behind a line that names the columns. Semicolons and
 * tabs separate as well, if that line has them; lines end in CR LF, LF or CR; a field in quotes may
 * hold all of these. An empty field is none.
 */
final class CsvRecords implements Records {
  /** The longest record, in characters. */
  static final int LONGEST = 1 << 20;

  private static final int BUFFER = 1 << 16;
  private static final int END = -1;

  private final Reader reader;
  private final char separator;
  private final List<String> header;
  private long line = 1;
  private long entry;
  private int ahead;
  private boolean isTooLong;

  CsvRecords(InputStream in) throws IOException {
    this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), BUFFER);
    this.ahead = reader.read();
    this.separator = separator();
    List<String> names = fields();
    if (names == null) {
      throw new IOException("it is empty");
    }
    this.header = names.stream().map(String::strip).toList();
    if (isTooLong || header.stream().allMatch(String::isEmpty)) {
      throw new IOException("its first line does not name the columns");
    }
    if (new HashSet<>(header).size() != header.size()) {
      throw new IOException("its first line names a column twice: " + String.join(", ", header));
    }
  }

  /** Looks at the first line, which names of columns do not make longer than the buffer. */
  private char separator() throws IOException {
    int[] counts = new int[128];
    reader.mark(BUFFER);
    boolean isQuoted = ahead == '"';
    if (ahead > 0 && ahead < counts.length) {
      counts[ahead]++;
    }
    for (int i = 1; i < BUFFER; i++) {
      int sign = reader.read();
      if (sign == '"') {
        isQuoted = !isQuoted;
      }
      if (sign == END || (!isQuoted && (sign == '\n' || sign == '\r'))) {
        break;
      }
      if (!isQuoted && sign < counts.length) {
        counts[sign]++;
      }
    }
    reader.reset();
    char best = ',';
    for (char one : new char[] {';', '\t'}) {
      best = counts[one] > counts[best] ? one : best;
    }
    return best;
  }

  List<String> header() {
    return header;
  }

  @Override
  public @Nullable Found next() throws IOException {
    while (true) {
      long begin = line;
      List<String> fields = fields();
      if (fields == null) {
        return null;
      }
      if (!isTooLong && fields.size() == 1 && fields.getFirst().isEmpty()) {
        // A line with nothing in it is no record.
        continue;
      }
      return found(new Place(++entry, begin), fields);
    }
  }

  private Found found(Place place, List<String> fields) {
    if (isTooLong) {
      return Found.broken(place, "it is longer than " + LONGEST + " characters");
    }
    if (fields.size() != header.size()) {
      return Found.broken(
          place, "it has " + fields.size() + " fields, and the first line names " + header.size());
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      if (field.indexOf('\uFFFD') >= 0) {
        return Found.broken(place, "it is not in UTF-8");
      }
      values.put(header.get(i), field.isEmpty() ? null : field);
    }
    return new Found(place, values, "");
  }

  /** Reads the fields of a record; null at the end. */
  private @Nullable List<String> fields() throws IOException {
    isTooLong = false;
    if (ahead == END) {
      return null;
    }
    List<String> fields = new ArrayList<>();
    int room = LONGEST;
    while (true) {
      StringBuilder field = new StringBuilder();
      room -= field(field, room);
      fields.add(field.toString());
      if (ahead == separator) {
        ahead = reader.read();
        continue;
      }
      if (ahead == '\r') {
        ahead = reader.read();
        if (ahead != '\n') {
          line++;
          return fields;
        }
      }
      if (ahead == '\n') {
        ahead = reader.read();
        line++;
      }
      return fields;
    }
  }

  /** Reads one field; gives how many characters it had. What is beyond the room is left out. */
  private int field(StringBuilder field, int room) throws IOException {
    int length = 0;
    boolean isQuoted = ahead == '"';
    if (isQuoted) {
      ahead = reader.read();
    }
    boolean isOpen = isQuoted;
    while (ahead != END) {
      if (isOpen && ahead == '"') {
        ahead = reader.read();
        if (ahead != '"') {
          isOpen = false;
          continue;
        }
      } else if (!isOpen && (ahead == separator || ahead == '\n' || ahead == '\r')) {
        break;
      }
      if (ahead == '\n') {
        line++;
      }
      if (++length <= room) {
        field.append((char) ahead);
      } else {
        isTooLong = true;
      }
      ahead = reader.read();
    }
    return Math.min(length, room);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
