package dev.latchkey.feature.usage;

/**
 * A door of a contract, and who comes through it.
 *
 * @param contract the name of the contract
 * @param route verb and path as the contract wrote it
 * @param form the form in which the token came, in the words of the contract; {@code none} if none
 *     came
 * @param agent product and version of the program, or {@code none} or {@code other}
 */
public record Door(String contract, String route, String form, String agent) {
  /**
   * The same door for a program that is one too many.
   *
   * @return the door with {@link AgentName#OTHER}
   */
  Door forOthers() {
    return new Door(contract, route, form, AgentName.OTHER);
  }
}
