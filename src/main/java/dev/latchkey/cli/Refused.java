package dev.latchkey.cli;

/** What was asked for cannot be done as things stand: there is no such account, for example. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  Refused(String line) {
    super(line, null, false, false);
  }

  String line() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
