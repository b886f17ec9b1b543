package dev.latchkey.feature.migration;

import dev.latchkey.feature.migration.Result.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many entries came to what, and which was the first of each.
 *
 * @param counts the counts: results first, then refusals by reason
 */
public record Tally(List<Count> counts) {
  /** Nothing yet. */
  public static final Tally EMPTY = new Tally(List.of());

  /** Copies the counts. */
  public Tally {
    counts = List.copyOf(counts);
  }

  /**
   * Counts more results.
   *
   * @param results what entries came to
   * @return the new tally
   */
  public Tally plus(List<Result> results) {
    Map<Key, Count> all = new TreeMap<>();
    counts.forEach(count -> all.put(new Key(count.outcome, count.reason), count));
    for (Result result : results) {
      all.merge(
          new Key(result.outcome(), result.reason()),
          new Count(result.outcome(), result.reason(), 1, result.place().line()),
          (sum, one) -> new Count(sum.outcome, sum.reason, sum.times + one.times, sum.firstLine));
    }
    return new Tally(List.copyOf(all.values()));
  }

  /**
   * Says how many entries came to something.
   *
   * @param outcome to what
   * @return how many
   */
  public long of(Outcome outcome) {
    return counts.stream().filter(count -> count.outcome == outcome).mapToLong(Count::times).sum();
  }

  /**
   * Writes it as it is stored.
   *
   * @return a line for each count
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Count count : counts) {
      text.append(count.outcome)
          .append(' ')
          .append(count.reason == null ? "-" : count.reason.name())
          .append(' ')
          .append(count.times)
          .append(' ')
          .append(count.firstLine)
          .append('\n');
    }
    return text.toString();
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @param text the lines
   * @return the tally
   */
  public static Tally of(String text) {
    List<Count> counts = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] parts = line.split(" ", -1);
      counts.add(
          new Count(
              Outcome.valueOf(parts[0]),
              parts[1].equals("-") ? null : Refusal.valueOf(parts[1]),
              Long.parseLong(parts[2]),
              Long.parseLong(parts[3])));
    }
    return new Tally(counts);
  }

  /**
   * How many entries came to one thing.
   *
   * @param outcome to what
   * @param reason why they were refused; null if they were not
   * @param times how many
   * @param firstLine the line of the first of them
   */
  public record Count(Outcome outcome, @Nullable Refusal reason, long times, long firstLine) {}

  private record Key(Outcome outcome, @Nullable Refusal reason) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::outcome)
            .thenComparing(Key::reason, Comparator.nullsFirst(Comparator.naturalOrder()));

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }
}
