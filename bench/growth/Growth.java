package growth;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command; bench/growth.sh says how it is used. */
public final class Growth {
  private Growth() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[1]);
    List<Integer> sizes = Stream.of(args[2].split(",")).map(Integer::valueOf).toList();
    Stores stores = new Stores(directory, 25432);
    if (args[3].equals("sqlite")) {
      stores.prepareSqlite(sizes);
    } else {
      stores.preparePostgres(sizes);
    }
  }

  static void say(String form, Object... values) {
    System.out.println(String.format(Locale.ROOT, form, values));
  }

  static long secondsSince(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
  }
}
