package dev.latchkey.feature.usage;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** The port to what is kept of the use of doors. Nodes add to the same sums. */
public interface DoorUses {
  /**
   * Adds to what is kept, all or nothing.
   *
   * @param uses what was counted since the last time
   */
  void add(List<DoorUse> uses);

  /**
   * Names the programs that are known at a contract on a day.
   *
   * @param day the day
   * @param contract the contract
   * @return the names
   */
  Set<String> agents(LocalDate day, String contract);

  /**
   * Lists what is kept, by day and door.
   *
   * @param first the first day
   * @return everything from that day on, oldest first
   */
  List<DoorUse> since(LocalDate first);

  /**
   * Removes old days.
   *
   * @param first the first day that stays
   * @param limit how many rows at most
   * @return how many were removed
   */
  int forget(LocalDate first, int limit);
}
