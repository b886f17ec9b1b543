package dev.latchkey.feature.usage;

import dev.latchkey.kernel.Time;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sums up which doors were used. */
public final class ListUses {
  private final DoorUses uses;
  private final Time time;

  /**
   * Makes one.
   *
   * @param uses what is kept
   * @param time the clock
   */
  public ListUses(DoorUses uses, Time time) {
    this.uses = uses;
    this.time = time;
  }

  /**
   * A sum over days.
   *
   * @param used requests that were not refused
   * @param refused requests that were
   * @param lastAt when it was last used, to the minute; null if not
   * @param perDay the requests that were not refused, one number for each day of the report
   * @param agents the programs that used it, the busiest first
   */
  public record Sum(
      long used, long refused, @Nullable Instant lastAt, List<Long> perDay, List<String> agents) {
    /** Nothing at all. */
    static Sum nothing(int days) {
      return new Sum(0, 0, null, Collections.nCopies(days, 0L), List.of());
    }
  }

  /**
   * What was used.
   *
   * @param first the first day of the report
   * @param days how many days it has
   * @param countedSince the first day of which anything is kept; null if there is none
   * @param contracts the sum of each contract that was asked for, used or not
   * @param doors the sum of each door of all agents, in order of contract, route and form; {@link
   *     Door#agent} is {@code all}
   * @param single the sum of each door and agent
   */
  public record Report(
      LocalDate first,
      int days,
      @Nullable LocalDate countedSince,
      Map<String, Sum> contracts,
      Map<Door, Sum> doors,
      Map<Door, Sum> single) {}

  /**
   * Sums up.
   *
   * @param days how many days, today included
   * @param contracts the contracts that are asked for
   * @return the report
   */
  public Report list(int days, List<String> contracts) {
    LocalDate today = LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
    LocalDate first = today.minusDays(days - 1L);
    List<DoorUse> all = uses.since(LocalDate.EPOCH);
    LocalDate since = all.isEmpty() ? null : all.getFirst().day();
    List<DoorUse> meant =
        all.stream()
            .filter(one -> !one.day().isBefore(first) && !one.day().isAfter(today))
            .filter(one -> contracts.contains(one.door().contract()))
            .toList();
    Map<String, Sum> byContract = new LinkedHashMap<>();
    contracts.forEach(name -> byContract.put(name, Sum.nothing(days)));
    byContract.putAll(sums(meant, first, days, one -> one.door().contract()));
    return new Report(
        first,
        days,
        since,
        byContract,
        sums(meant, first, days, one -> withAgent(one.door(), "all")),
        sums(meant, first, days, DoorUse::door));
  }

  private static Door withAgent(Door door, String agent) {
    return new Door(door.contract(), door.route(), door.form(), agent);
  }

  private static <K> Map<K, Sum> sums(
      List<DoorUse> uses, LocalDate first, int days, Function<DoorUse, K> key) {
    Map<K, List<DoorUse>> groups = new LinkedHashMap<>();
    uses.stream()
        .sorted(
            Comparator.comparing((DoorUse one) -> one.door().contract())
                .thenComparing(one -> one.door().route())
                .thenComparing(one -> one.door().form())
                .thenComparing(one -> one.door().agent()))
        .forEach(one -> groups.computeIfAbsent(key.apply(one), each -> new ArrayList<>()).add(one));
    Map<K, Sum> sums = new LinkedHashMap<>();
    groups.forEach((name, group) -> sums.put(name, sum(group, first, days)));
    return sums;
  }

  private static Sum sum(List<DoorUse> group, LocalDate first, int days) {
    long used = 0;
    long refused = 0;
    Instant lastAt = null;
    long[] perDay = new long[days];
    Map<String, Long> agents = new TreeMap<>();
    for (DoorUse one : group) {
      used += one.used();
      refused += one.refused();
      perDay[(int) (one.day().toEpochDay() - first.toEpochDay())] += one.used();
      Instant at = one.lastAt();
      lastAt = at != null && (lastAt == null || at.isAfter(lastAt)) ? at : lastAt;
      if (one.used() > 0) {
        agents.merge(one.door().agent(), one.used(), Long::sum);
      }
    }
    return new Sum(
        used,
        refused,
        lastAt,
        Arrays.stream(perDay).boxed().toList(),
        agents.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .toList());
  }
}
