package dev.latchkey.feature.upkeep;

/**
 * A piece of work that comes up again and again.
 *
 * @param name of what it removes, in one word of lower-case letters
 * @param work does a part of it
 */
public record Chore(String name, Work work) {
  /** Does a part of a chore. Doing it twice at the same time must do no harm. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does one small batch, in a transaction of its own.
     *
     * @param limit how many rows to remove at most, or about so many
     * @return how many were removed or emptied; fewer than the limit if there are no more for now
     */
    int batch(int limit);
  }
}
