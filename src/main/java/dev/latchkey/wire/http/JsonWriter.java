package dev.latchkey.wire.http;

import org.jspecify.annotations.Nullable;

/** Writes JSON compactly. */
final class JsonWriter {
  private JsonWriter() {}

  static String write(@Nullable Object value) {
    throw new UnsupportedOperationException();
  }
}
