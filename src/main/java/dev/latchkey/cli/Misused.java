package dev.latchkey.cli;

/** The call makes no sense: an unknown option, for example. */
final class Misused extends Exception {
  private static final long serialVersionUID = 1L;

  Misused(String line) {
    super(line, null, false, false);
  }

  String line() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
