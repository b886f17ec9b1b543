package dev.latchkey.house;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A recorded history of one session, held against what the session would do for one caller at a
 * time: is there an order of its operations, each between its call and its answer, in which every
 * answer is right?
 */
final class History {
  private final List<Operation> operations;
  private final Set<Point> seen = new HashSet<>();

  private History(List<Operation> operations) {
    this.operations = operations;
  }

  /**
   * Says whether there is such an order.
   *
   * @param token the token with which the session began
   * @param operations at most 63 of them, in any order
   */
  static boolean isOneAfterTheOther(String token, List<Operation> operations) {
    return new History(operations).canFinish(0, new State(token, "", false));
  }

  private boolean canFinish(long done, State state) {
    if (done == (1L << operations.size()) - 1) {
      return true;
    }
    if (!seen.add(new Point(done, state))) {
      return false;
    }
    long firstAnswer = Long.MAX_VALUE;
    for (int i = 0; i < operations.size(); i++) {
      if ((done & 1L << i) == 0) {
        firstAnswer = Math.min(firstAnswer, operations.get(i).to());
      }
    }
    for (int i = 0; i < operations.size(); i++) {
      Operation next = operations.get(i);
      if ((done & 1L << i) == 0 && next.from() <= firstAnswer && state.allows(next)) {
        if (canFinish(done | 1L << i, state.after(next))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * An operation and what came of it.
   *
   * @param kind {@code check}, {@code end} or {@code rotate}
   * @param shown the token that was shown, if one was
   * @param result a token, or a word
   * @param from when it was called
   * @param to when it was answered
   */
  record Operation(String kind, String shown, String result, long from, long to) {}

  /** A session whose immediately replaced token still gets the current one. */
  private record State(String current, String before, boolean isEnded) {
    boolean allows(Operation next) {
      return switch (next.kind()) {
        case "check" -> next.result().equals(isEnded ? "ended" : "live");
        case "end" -> next.result().equals(isEnded ? "ended" : "done");
        default -> allowsRotation(next.shown(), next.result());
      };
    }

    private boolean allowsRotation(String shown, String result) {
      if (isEnded) {
        return result.equals("ended");
      }
      if (shown.equals(current)) {
        return !List.of("ended", "misused", current, before).contains(result);
      }
      return result.equals(shown.equals(before) ? current : "misused");
    }

    State after(Operation next) {
      if (next.kind().equals("check") || isEnded) {
        return this;
      }
      if (next.kind().equals("end") || next.result().equals("misused")) {
        return new State(current, before, true);
      }
      return next.shown().equals(current) ? new State(next.result(), current, false) : this;
    }
  }

  private record Point(long done, State state) {}
}
