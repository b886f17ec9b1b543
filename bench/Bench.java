import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import load.BareHashes;
import load.BareHttp;
import load.Connection;
import load.Http;
import load.Load;
import load.Program;

/**
 * Measures the packaged server against bare baselines, in one run on one machine: sign-ins against the rate of
 * the bare password hash at the same cost and threads, session checks against the same HTTP server answering a
 * constant of the same size. Client and server share the machine in all cases. Run it by bench/run.sh.
 */
public final class Bench {
  private static final int ROUNDS = 3;
  private static final int CHECKERS = 16;

  // Latchkey's own cost of a hash.
  private static final int MEMORY_KIB = 19456;
  private static final int PASSES = 2;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final int seconds;

  private Bench(int seconds) {
    this.seconds = seconds;
  }

  /** Runs everything. */
  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 8;
    new Bench(seconds).run();
  }

  private void run() throws Exception {
    System.out.printf(
        Locale.ROOT,
        "machine: %d cores, %s, Java %s%n",
        CORES,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Runtime.version());
    Path data = Files.createTempDirectory("latchkey-bench");
    Path config = data.resolve("latchkey.yaml");
    // The budgets are not what is measured here.
    Files.writeString(
        config, "budgets:\n  sign_ins_per_address: 100000000\n  sign_ups_per_address: 100000000\n");
    try (Program server =
        Program.start(
            List.of(
                "./latchkey", "serve", "--port", "0", "--data", data.toString(), "--config",
                config.toString()),
            Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)"))) {
      String token = prepare(server.port());
      signIns(server.port());
      checks(server.port(), token);
      System.out.printf(
          Locale.ROOT, "server resident memory after the load: %d MB%n", server.residentMegabytes());
    }
  }

  private static String prepare(int port) throws IOException {
    String body =
        "{\"user\":{\"email\":\"bench@mail.example\",\"nick\":\"bench\",\"password\":\"Password123\","
            + "\"password_confirmation\":\"Password123\",\"authorization\":{\"platform\":\"bench\"}}}";
    try (Connection connection = new Connection(port)) {
      connection.exchange(Http.post("/api/v1/registrations", body, Http.JSON));
      return connection.between("\"token\":\"", "\"");
    }
  }

  private void signIns(int port) throws Exception {
    byte[] request =
        Http.post(
            "/api/v1/session/signin",
            "[{\"username\":\"bench@mail.example\",\"password\":\"Password123\"}]",
            Http.JSON);
    Load load = Load.same(port, 4 * CORES, request, "\"status\":200");
    BareHashes hashes = new BareHashes(MEMORY_KIB, PASSES);
    List<Double> bare = new ArrayList<>();
    List<Double> served = new ArrayList<>();
    load.run(3);
    hashes.run(3);
    for (int round = 0; round < ROUNDS; round++) {
      bare.add(hashes.run(seconds));
      served.add(load.run(seconds).rate());
    }
    report("sign-in", "bare Argon2id, same cost and threads", served, bare);
  }

  private void checks(int port, String token) throws Exception {
    byte[] request = Http.get("/api/v1/sessions/current", "uprogresstoken: " + token);
    int size;
    try (Connection connection = new Connection(port)) {
      connection.exchange(request);
      size = connection.body().length();
    }
    Load load = Load.same(port, CHECKERS, request, "current_user");
    try (Program constant = BareHttp.start(size)) {
      Load plain = BareHttp.load(constant.port(), CHECKERS);
      List<Double> bare = new ArrayList<>();
      List<Double> served = new ArrayList<>();
      load.run(seconds);
      plain.run(seconds);
      for (int round = 0; round < ROUNDS; round++) {
        bare.add(plain.run(seconds).rate());
        served.add(load.run(seconds).rate());
      }
      report("session check", "same HTTP server, constant answer of " + size + " bytes", served, bare);
    }
  }

  private static void report(String what, String peer, List<Double> served, List<Double> bare) {
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f/s; %s: %.0f/s; share %.2f (rounds %s)%n",
        what,
        median(served),
        peer,
        median(bare),
        median(served) / median(bare),
        ratios(served, bare));
  }

  private static String ratios(List<Double> served, List<Double> bare) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < served.size(); i++) {
      text.append(i == 0 ? "" : " ")
          .append(String.format(Locale.ROOT, "%.2f", served.get(i) / bare.get(i)));
    }
    return text.toString();
  }

  private static double median(List<Double> figures) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
