package dev.latchkey.core.credential;

/**
 * A place in the line before the hashes, kept free for the thread that took it. Its next hash takes
 * the place up; closing gives it back if there was none. Whoever must ask the store before a hash
 * takes a place first, so that no more ask than can be served.
 */
@FunctionalInterface
public interface PlaceInLine extends AutoCloseable {
  /** What those have who need no hash. */
  PlaceInLine NONE = () -> {};

  @Override
  void close();
}
