package dev.latchkey.feature.upkeep;

import java.time.Duration;
import java.time.Instant;

/** The port to the leases: of all processes on a store at most one holds one of a name. */
public interface Leases {
  /**
   * Takes a lease, or lengthens it for who holds it: one conditional change. It can be taken if
   * nobody holds it, if the holder's time is over, or if that is so far ahead that a wrong clock
   * must have written it.
   *
   * @param name which
   * @param holder who wants it
   * @param now the present moment
   * @param lifetime for how long
   * @return whether the holder has it now
   */
  boolean take(String name, String holder, Instant now, Duration lifetime);

  /**
   * Gives a lease back before its time, so that another can take it at once.
   *
   * @param name which
   * @param holder who held it; if another does, nothing happens
   */
  void giveBack(String name, String holder);
}
