package dev.latchkey.wire.http;

/** Reads forms and JSON objects into fields. */
final class FieldsReader {
  private FieldsReader() {}

  static Fields read(Request request) throws BadInput {
    throw new UnsupportedOperationException();
  }

  static Fields readQuery(Request request) throws BadInput {
    throw new UnsupportedOperationException();
  }
}
