package dev.latchkey.kernel;

/**
 * The number of an account: 32 bits, from 100 upwards, never used again after the account is gone.
 * 0 and 1 stand for guest and root in the {@code session-rpc} contract and are never stored.
 *
 * @param value the number
 */
public record AccountId(int value) implements Comparable<AccountId> {
  /** The first number given out. */
  public static final int FIRST = 100;

  /**
   * Checks the bound.
   *
   * @throws IllegalArgumentException if the number is below {@link #FIRST}
   */
  public AccountId {
    if (value < FIRST) {
      throw new IllegalArgumentException("account numbers start at " + FIRST + ": " + value);
    }
  }

  @Override
  public int compareTo(AccountId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "#" + value;
  }
}
