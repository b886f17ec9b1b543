package moving;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import postgres.Postgres;

/**
 * Imports made-up people into an empty store: once to the end, once again, and once killed with SIGKILL at random
 * moments and run again until it ends. What is in the store afterwards must be the same each time.
 */
public final class Moving {
  private int accounts = 1_000_000;
  private long seed = 1;
  private int port = 23_299;
  private boolean withHashes;
  private List<String> stores = List.of("sqlite", "postgresql");
  private Path directory = Path.of("target/import-bench");

  public static void main(String[] words) throws Exception {
    Moving moving = new Moving();
    for (int i = 0; i + 1 < words.length; i += 2) {
      moving.set(words[i], words[i + 1]);
    }
    if (words.length % 2 != 0) {
      stop("give each option its value: see the first lines of bench/import.sh");
    }
    moving.run();
  }

  private void set(String option, String value) {
    switch (option) {
      case "--accounts" -> accounts = Integer.parseInt(value);
      case "--seed" -> seed = Long.parseLong(value);
      case "--port" -> port = Integer.parseInt(value);
      case "--hashes" -> withHashes = value.equals("bcrypt");
      case "--store" -> stores = List.of(value);
      case "--dir" -> directory = Path.of(value);
      default -> stop("there is no option " + option);
    }
  }

  private static void stop(String line) {
    System.err.println("import: " + line);
    System.exit(2);
  }

  private void run() throws Exception {
    remove(directory);
    Files.createDirectories(directory);
    Path file = directory.resolve("people.csv");
    People.write(file, accounts, seed, withHashes);
    say("%,d accounts, %,d MiB, seed %d", accounts, Files.size(file) >> 20, seed);
    List<String> table = new ArrayList<>();
    table.add("| store | first import | accounts/s | peak memory | again, nothing changed | killed | whole after |");
    table.add("|---|---|---|---|---|---|---|");
    for (String store : stores) {
      table.add(measure(store, file));
    }
    table.forEach(System.out::println);
    remove(directory);
  }

  private String measure(String store, Path file) throws Exception {
    Postgres server = store.equals("sqlite") ? null : Postgres.start(directory, port, "max_connections=50");
    try {
      Path whole = directory.resolve(store + "-whole");
      String url = place(server, "whole");
      Ran first = Ran.run(file, whole, url, Double.MAX_VALUE);
      expect(first, "created  " + accounts);
      say("%s: imported in %.1f s, %d MiB", store, first.seconds(), first.peakMiB());
      Ran again = Ran.run(file, whole, url, Double.MAX_VALUE);
      expect(again, "unchanged  " + accounts);
      say("%s: again in %.1f s", store, again.seconds());
      String sum = sum(whole, url);

      Path killed = directory.resolve(store + "-killed");
      String other = place(server, "killed");
      Random random = new Random(seed);
      int kills = 0;
      Ran last;
      do {
        last = Ran.run(file, killed, other, kills < 5 ? first.seconds() * (0.3 + random.nextDouble() * 0.5) : Double.MAX_VALUE);
        kills += last.code() == 0 ? 0 : 1;
      } while (last.code() != 0 && kills < 10);
      // A kill may have come when all was done but the table.
      expect(last, "  " + accounts);
      boolean isSame = sum.equals(sum(killed, other));
      say("%s: killed %d times, the store is %s", store, kills, isSame ? "the same" : "ANOTHER");
      if (!isSame) {
        System.exit(1);
      }
      return String.format(
          Locale.ROOT,
          "| %s | %.1f s | %,.0f | %,d MiB | %.1f s | %d times | same rows |",
          store, first.seconds(), accounts / first.seconds(), first.peakMiB(), again.seconds(), kills);
    } finally {
      if (server != null) {
        server.stop();
      }
    }
  }

  private static String place(Postgres server, String database) throws Exception {
    if (server == null) {
      return null;
    }
    server.execute("postgres", "CREATE DATABASE " + database);
    return server.url(database);
  }

  private static void expect(Ran ran, String line) {
    String plain = ran.printed().replaceAll(" {2,}", "  ");
    if (ran.code() != 0 || !plain.contains(line)) {
      System.err.println(ran.printed());
      stop("an import ended with " + ran.code() + ", and should have said: " + line);
    }
  }

  /** Digests what an import writes, but for the moments at which it did. */
  private static String sum(Path data, String server) throws Exception {
    String url = server == null ? "jdbc:sqlite:" + data.resolve("latchkey.db") : server;
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (String query :
        List.of(
            "SELECT id, realm, status, username, email, email_confirmed_at, full_name, created_at FROM accounts ORDER BY id",
            "SELECT account_id, realm, namespace, canonical FROM identifiers ORDER BY account_id, namespace, canonical",
            "SELECT account_id, source, old_id, entry FROM imported_accounts ORDER BY account_id",
            "SELECT account_id FROM passwords ORDER BY account_id")) {
      try (Connection connection = DriverManager.getConnection(url)) {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
          statement.setFetchSize(10_000);
          try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
              for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                digest.update(String.valueOf(rows.getString(i)).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
              }
            }
          }
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void say(String line, Object... values) {
    System.err.println("import: " + String.format(Locale.ROOT, line, values));
  }

  private static void remove(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    }
  }
}
