package dev.latchkey.wire.http;

import org.jspecify.annotations.Nullable;

/** Reads JSON strictly. */
final class JsonReader {
  private JsonReader() {}

  static @Nullable Object read(byte[] utf8) throws BadInput {
    throw new UnsupportedOperationException();
  }
}
