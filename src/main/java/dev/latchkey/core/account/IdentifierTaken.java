package dev.latchkey.core.account;

import dev.latchkey.kernel.Identifier;

/** An identifier belongs to another account of the realm; said by the store's constraint. */
public final class IdentifierTaken extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Identifier identifier;

  /**
   * Makes one, without a stack trace, since it is an answer.
   *
   * @param identifier the one that is taken
   */
  public IdentifierTaken(Identifier identifier) {
    super("an identifier of kind " + identifier.kind() + " is taken", null, false, false);
    this.identifier = identifier;
  }

  /**
   * Names the identifier.
   *
   * @return the first one that is taken
   */
  public Identifier identifier() {
    return identifier;
  }
}
