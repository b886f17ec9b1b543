package dev.latchkey.feature.usage;

import dev.latchkey.kernel.Time;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts who comes through which door. Counting takes no lock and, once a door is known, makes
 * nothing; the sums are written by {@link #flush}. A process that is killed loses what it counted
 * since the last one.
 */
public final class CountUses {
  /** So many programs have a name of their own at one contract on one day. */
  public static final int MOST_AGENTS = 64;

  /** The check of a contract looks at doors; it is nobody who needs them. */
  private static final String CHECK = "latchkey-contract-check";

  /** So many spellings are remembered; more are worked out again each time. */
  private static final int MOST_SPELLINGS = 1024;

  private final DoorUses uses;
  private final Time time;
  private final ConcurrentHashMap<String, String> names = new ConcurrentHashMap<>();
  private volatile Board board = new Board();
  private Board previous = new Board();
  private @Nullable LocalDate day;

  /**
   * Makes one.
   *
   * @param uses where the sums are kept
   * @param time the clock
   */
  public CountUses(DoorUses uses, Time time) {
    this.uses = uses;
    this.time = time;
  }

  /**
   * Counts a request, unless {@code latchkey contract check} made it.
   *
   * @param contract the name of the contract
   * @param route verb and path as the contract wrote it; the number of them is bounded
   * @param form the form of the token, in the words of the contract
   * @param agent what the caller calls itself; null if nothing
   * @param isRefused whether the request was refused
   */
  public void count(
      String contract, String route, String form, @Nullable String agent, boolean isRefused) {
    String name = name(agent);
    if (!name.equals(CHECK)) {
      board.tally(contract, route, form, name).count(isRefused);
    }
  }

  private String name(@Nullable String agent) {
    if (agent == null) {
      return AgentName.NONE;
    }
    String known = names.get(agent);
    if (known != null) {
      return known;
    }
    String name = AgentName.of(agent);
    if (names.size() < MOST_SPELLINGS) {
      names.put(agent, name);
    }
    return name;
  }

  /**
   * Writes what was counted since the last call, as of the present day. What could not be written
   * is counted again.
   *
   * @throws dev.latchkey.kernel.StoreUnavailable if the store does not answer
   */
  public synchronized void flush() {
    Instant now = time.now();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (!today.equals(day)) {
      day = today;
      previous = board;
      // Programs of a new day get names anew. Whoever holds the old board still counts there once.
      board = new Board();
      names.clear();
    }
    Map<Door, long[]> sums = new LinkedHashMap<>();
    previous.drain(sums);
    board.drain(sums);
    if (sums.isEmpty()) {
      return;
    }
    try {
      uses.add(rows(bounded(sums, today), today, now));
    } catch (RuntimeException e) {
      sums.forEach((door, sum) -> board.tally(door).add(sum));
      throw e;
    }
  }

  /** Other nodes, and this one before it was restarted, have names in the same bound. */
  private Map<Door, long[]> bounded(Map<Door, long[]> sums, LocalDate today) {
    Map<String, Set<String>> known = new LinkedHashMap<>();
    Map<Door, long[]> bounded = new LinkedHashMap<>();
    sums.forEach(
        (door, sum) -> {
          Set<String> agents =
              known.computeIfAbsent(
                  door.contract(), contract -> new HashSet<>(uses.agents(today, contract)));
          boolean hasName = agents.contains(door.agent()) || agents.size() < MOST_AGENTS;
          if (hasName) {
            agents.add(door.agent());
          }
          long[] total =
              bounded.computeIfAbsent(hasName ? door : door.forOthers(), one -> new long[2]);
          total[0] += sum[0];
          total[1] += sum[1];
        });
    return bounded;
  }

  private static List<DoorUse> rows(Map<Door, long[]> sums, LocalDate day, Instant now) {
    List<DoorUse> rows = new ArrayList<>();
    sums.forEach(
        (door, sum) -> rows.add(new DoorUse(day, door, sum[0], sum[1], sum[0] > 0 ? now : null)));
    return rows;
  }

  /** The counters of one door. */
  private static final class Tally {
    private final LongAdder used = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void count(boolean isRefused) {
      (isRefused ? refused : used).increment();
    }

    void add(long[] sum) {
      used.add(sum[0]);
      refused.add(sum[1]);
    }

    long[] drained() {
      return new long[] {used.sumThenReset(), refused.sumThenReset()};
    }
  }

  /** The counters of one contract. */
  private static final class Gate {
    private final ConcurrentHashMap<
            String, ConcurrentHashMap<String, ConcurrentHashMap<String, Tally>>>
        routes = new ConcurrentHashMap<>();
    private final Set<String> agents = ConcurrentHashMap.newKeySet();

    Tally tally(String route, String form, String agent) {
      ConcurrentHashMap<String, ConcurrentHashMap<String, Tally>> forms = routes.get(route);
      if (forms == null) {
        forms = routes.computeIfAbsent(route, one -> new ConcurrentHashMap<>());
      }
      ConcurrentHashMap<String, Tally> tallies = forms.get(form);
      if (tallies == null) {
        tallies = forms.computeIfAbsent(form, one -> new ConcurrentHashMap<>());
      }
      Tally known = tallies.get(agent);
      return known != null ? known : tallies.computeIfAbsent(admitted(agent), one -> new Tally());
    }

    /** Several at once may get past the bound by as many as there are threads; the store has it. */
    private String admitted(String agent) {
      if (agents.contains(agent)) {
        return agent;
      }
      if (agents.size() >= MOST_AGENTS) {
        return AgentName.OTHER;
      }
      agents.add(agent);
      return agent;
    }
  }

  /** All counters. */
  private static final class Board {
    private final ConcurrentHashMap<String, Gate> gates = new ConcurrentHashMap<>();

    Tally tally(String contract, String route, String form, String agent) {
      Gate gate = gates.get(contract);
      if (gate == null) {
        gate = gates.computeIfAbsent(contract, one -> new Gate());
      }
      return gate.tally(route, form, agent);
    }

    Tally tally(Door door) {
      return tally(door.contract(), door.route(), door.form(), door.agent());
    }

    void drain(Map<Door, long[]> into) {
      gates.forEach(
          (contract, gate) ->
              gate.routes.forEach(
                  (route, forms) ->
                      forms.forEach(
                          (form, tallies) ->
                              tallies.forEach(
                                  (agent, tally) ->
                                      take(new Door(contract, route, form, agent), tally, into)))));
    }

    private static void take(Door door, Tally tally, Map<Door, long[]> into) {
      long[] drained = tally.drained();
      if (drained[0] + drained[1] > 0) {
        long[] sum = into.computeIfAbsent(door, one -> new long[2]);
        sum[0] += drained[0];
        sum[1] += drained[1];
      }
    }
  }
}
