package dev.latchkey.check;

/** A server did not answer. */
public final class NoAnswer extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param why why not, in a few plain words
   */
  public NoAnswer(String why) {
    super(why, null, false, false);
  }

  /**
   * Says why.
   *
   * @return a few plain words
   */
  public String why() {
    return String.valueOf(getMessage());
  }
}
