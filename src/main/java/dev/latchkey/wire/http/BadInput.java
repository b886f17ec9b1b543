package dev.latchkey.wire.http;

import dev.latchkey.kernel.Reason;

/** What a client sent cannot be read. The contract of the path says so in its own words. */
public final class BadInput extends Exception {
  private static final long serialVersionUID = 1L;
  private final Reason reason;

  /**
   * Makes one, without a stack trace, since it is an answer.
   *
   * @param reason why: one of the input reasons
   * @param detail what a developer of the client should know; no secrets, nothing of what was sent
   */
  public BadInput(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  /**
   * Says why.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  /**
   * Says it in words.
   *
   * @return one English sentence without a full stop
   */
  public String detail() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
