package dev.latchkey.adapter.exports;

import dev.latchkey.feature.migration.Person.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Records of JSON Lines: an object on each line. A line that is none is a broken record. */
final class JsonLines implements Records {
  /** The longest line, in bytes. */
  static final int LONGEST = 1 << 20;

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private int at;
  private int filled;
  private long line;
  private long entry;

  JsonLines(InputStream in) {
    this.in = in;
  }

  @Override
  public @Nullable Found next() throws IOException {
    while (true) {
      held.reset();
      int length = line();
      if (length < 0) {
        return null;
      }
      line++;
      if (length > LONGEST) {
        return Found.broken(new Place(++entry, line), "it is longer than " + LONGEST + " bytes");
      }
      byte[] bytes = held.toByteArray();
      if (!isBlank(bytes)) {
        return found(new Place(++entry, line), bytes);
      }
    }
  }

  /** Reads a line into what is held, but for what is beyond the limit; gives its length. */
  private int line() throws IOException {
    long length = 0;
    while (true) {
      if (at == filled) {
        filled = in.read(buffer, 0, BUFFER);
        at = 0;
        if (filled <= 0) {
          filled = 0;
          return length == 0 ? -1 : (int) Math.min(length, Integer.MAX_VALUE);
        }
      }
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      if (length + end - at <= LONGEST) {
        held.write(buffer, at, end - at);
      }
      length += end - at;
      boolean isWhole = end < filled;
      at = isWhole ? end + 1 : end;
      if (isWhole) {
        return (int) Math.min(length, Integer.MAX_VALUE);
      }
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte one : bytes) {
      if (one > ' ' || one < 0) {
        return false;
      }
    }
    return true;
  }

  private static Found found(Place place, byte[] bytes) {
    try (JsonParser parser = JsonValues.FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Found.broken(place, "it is no JSON object");
      }
      Map<String, @Nullable Object> values = JsonValues.object(parser, 0);
      return parser.nextToken() == null
          ? new Found(place, values, "")
          : Found.broken(place, "something follows its JSON object");
    } catch (JacksonException e) {
      return Found.broken(place, "it is no valid JSON");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
