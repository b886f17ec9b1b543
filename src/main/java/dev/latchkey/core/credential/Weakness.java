package dev.latchkey.core.credential;

/**
 * Why a password should not be used.
 *
 * @param kind the rule that it breaks
 * @param bound the bound of that rule, in code points; 0 for rules without one
 */
public record Weakness(Kind kind, int bound) {
  /** The rules, in the order in which they are asked. */
  public enum Kind {
    /** It has too few code points. */
    TOO_SHORT,
    /** It has too many code points. */
    TOO_LONG,
    /** It is among the most common ones. */
    COMMON,
    /** It is made of the owner's own names, or of the service's. */
    CONTEXT,
    /** It is known from a breach. */
    BREACHED
  }
}
