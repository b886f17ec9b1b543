package dev.latchkey.adapter.foreign;

/** A hash is not taken. Its message is one line for whoever brought it, without the hash. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  Refusal(String why) {
    super(why, null, false, false);
    this.why = why;
  }

  String why() {
    return why;
  }
}
