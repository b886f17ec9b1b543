import dev.latchkey.adapter.crypto.Argon2Hasher;
import dev.latchkey.adapter.crypto.SystemEntropy;
import dev.latchkey.adapter.crypto.SystemTime;
import dev.latchkey.boot.House;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.credential.ForeignHashes;
import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import dev.latchkey.core.credential.HashSettings;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.core.signin.Proof;
import dev.latchkey.core.signin.SignInRequest;
import dev.latchkey.core.signup.SignUpOutcome;
import dev.latchkey.core.signup.SignUpRequest;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.wire.contract.sessionrpc.SessionRpcSettings;
import dev.latchkey.wire.http.Contract;
import dev.latchkey.wire.http.HttpServer;
import dev.latchkey.wire.http.HttpSettings;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import dev.latchkey.wire.http.Route;
import dev.latchkey.wire.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Shows that answers about unknown names and about accounts in every state take equally long: two one-sided tests
 * (TOST) of paired differences, not a mere failure to find one. Each round asks once about every state, in random
 * order, on one connection; the difference of each to "unknown" in its round is one sample. The samples are trimmed
 * by a tenth at each end (Yuen), and a state is equivalent if its difference lies within the margin at p < 0.01.
 * Controls that are made to differ must be found to be not equivalent, or the run counts for nothing.
 */
public final class Enumeration {
  private static final double ALPHA = 0.01;
  private static final double TRIM = 0.1;
  private static final int WARM_UP = 1500;
  private static final int PLENTY = 1_000_000_000;

  /** A hash at a fortieth of the default cost, so that enough samples fit; what differs between states is no hash. */
  private static final HashSettings CHEAP = new HashSettings(1024, 1, 2, 4096);

  private static final HashSettings LEGACY = new HashSettings(512, 1, 1, 16);
  /** Of "correct horse", by libxcrypt. */
  private static final ForeignHash DEAR =
      new ForeignHash("bcrypt", "$2b$08$abcdefghijklmnopqrstuubAvJmxpQuyV3jn7x.SUSPxe.DearCPe", Map.of());

  private static final String DEAR_RIGHT = "correct horse";
  private static final ForeignHash WRAPPED =
      new ForeignHash(
          "digest-md5", "0123456789abcdef0123456789abcdef", Map.of("template", "md5(password)"));
  private static final String NOBODY = "nobody@mail.example";
  private static final String RIGHT = "Zanzibar6trombone";
  private static final Origin ELSEWHERE = new Origin("198.51.100.7", null, null, "-");

  private final Random random;
  private final int rounds;
  private boolean isSound = true;

  private Enumeration(long seed, int rounds) {
    this.random = new Random(seed);
    this.rounds = rounds;
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 6000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 20260301L;
    System.out.printf(
        Locale.ROOT,
        "%s; %d cores, %s, Java %s; %d rounds, seed %d; load average before: %s%n",
        Instant.now(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Runtime.version(),
        rounds,
        seed,
        load());
    Enumeration run = new Enumeration(seed, rounds);
    double margin = run.margin();
    run.signIns(margin);
    run.throttled(margin);
    run.letters();
    if (args.length > 2 && args[2].equals("foreign")) {
      run.foreign(margin);
    }
    System.out.println("load average after: " + load());
    System.out.println(run.isSound ? "sound: every state equivalent, every control found" : "NOT SOUND");
    System.exit(run.isSound ? 0 : 1);
  }

  private static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** Half a percent of what a failed sign-in takes at the default cost of a hash, in microseconds. */
  private double margin() throws Exception {
    try (Stage stage = new Stage(HashSettings.DEFAULT, locking(PLENTY))) {
      byte[] request = signIn(NOBODY);
      double[] took = new double[60];
      for (int i = 0; i < took.length; i++) {
        took[i] = stage.line.ask(request);
      }
      Arrays.sort(took);
      double median = took[took.length / 2];
      System.out.printf(
          Locale.ROOT,
          "a failed sign-in at the default cost takes %.0f us (median of %d); margin: half a percent, %.0f us%n",
          median,
          took.length,
          median * 0.005);
      return median * 0.005;
    }
  }

  /** Hashes of another system, a dear one and a wrapped one: every refusal waits for the dear one. */
  private void foreign(double margin) throws Exception {
    try (Stage stage = new Stage(CHEAP, locking(PLENTY))) {
      stage.account("modern");
      stage.foreign(stage.account("dear"), DEAR);
      stage.foreign(stage.account("wrapped"), WRAPPED);
      Account disabled = stage.account("disabled");
      stage.foreign(disabled, DEAR);
      stage.disable(disabled);
      Account locked = stage.account("locked");
      stage.foreign(locked, DEAR);
      stage.lock(locked);
      Map<String, byte[]> arms = new LinkedHashMap<>();
      arms.put("unknown", signIn(NOBODY));
      arms.put("another unknown", signIn("nobody.else@mail.example"));
      arms.put("today's hash, wrong password", signIn("modern@mail.example"));
      arms.put("bcrypt at 8, wrong password", signIn("dear@mail.example"));
      arms.put("wrapped MD5, wrong password", signIn("wrapped@mail.example"));
      arms.put("bcrypt at 8, disabled, right password", signIn("disabled@mail.example", DEAR_RIGHT));
      arms.put("bcrypt at 8, locked, right password", signIn("locked@mail.example", DEAR_RIGHT));
      report("sign-in, hashes of another system", measure(stage.line, arms, rounds), margin, false);
    }
  }

  private void signIns(double margin) throws Exception {
    try (Stage stage = new Stage(CHEAP, locking(PLENTY))) {
      stage.account("known");
      stage.confirm(stage.account("confirmed"));
      stage.disable(stage.account("disabled"));
      Account locked = stage.account("locked");
      stage.lock(locked);
      stage.weChat("wechat");
      stage.legacy(stage.account("legacy"));
      Map<String, byte[]> arms = new LinkedHashMap<>();
      arms.put("unknown", signIn(NOBODY));
      arms.put("another unknown", signIn("nobody.else@mail.example"));
      arms.put("known, wrong password", signIn("confirmed@mail.example"));
      arms.put("unconfirmed, wrong password", signIn("known@mail.example"));
      arms.put("disabled, right password", signIn("disabled@mail.example", RIGHT));
      arms.put("locked, right password", signIn("locked@mail.example", RIGHT));
      arms.put("WeChat only", signIn("wechat@mail.example"));
      arms.put("legacy hash, wrong password", signIn("legacy@mail.example"));
      arms.put("nothing but the listener", "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Map<String, double[]> took = measure(stage.line, arms, rounds);
      took.remove("nothing but the listener");
      report("sign-in", took, margin, false);

      try (Controls controls = new Controls(stage.house, margin)) {
        Map<String, byte[]> same = new LinkedHashMap<>();
        same.put("unknown", get("/plain?nobody"));
        same.put("known, same work", get("/plain?known"));
        report("sign-in, the same frame behind the bench's own listener", measure(controls.line, same, rounds), margin, false);
        Map<String, byte[]> slower = new LinkedHashMap<>();
        slower.put("unknown", get("/slower?nobody"));
        slower.put("CONTROL known, two margins slower", get("/slower?known"));
        report("control", measure(controls.line, slower, rounds), margin, true);
        Map<String, byte[]> bare = new LinkedHashMap<>();
        bare.put("unknown", get("/bare?nobody"));
        bare.put("CONTROL known, no decoy for unknown", get("/bare?known"));
        report("control", measure(controls.line, bare, rounds), margin, true);
      }
    }
  }

  private void throttled(double margin) throws Exception {
    BudgetSettings tight =
        new BudgetSettings(1, Duration.ofDays(300), PLENTY, PLENTY, PLENTY, PLENTY);
    try (Stage stage = new Stage(CHEAP, tight)) {
      stage.account("known");
      stage.disable(stage.account("disabled"));
      Map<String, byte[]> arms = new LinkedHashMap<>();
      arms.put("unknown", signIn(NOBODY));
      arms.put("known", signIn("known@mail.example"));
      arms.put("disabled", signIn("disabled@mail.example"));
      report("sign-in, just throttled", measure(stage.line, arms, rounds), margin, false);
    }
  }

  private void letters() throws Exception {
    try (Stage stage = new Stage(CHEAP, locking(PLENTY))) {
      stage.account("known");
      stage.disable(stage.account("disabled"));
      stage.weChat("wechat");
      for (String path : List.of("reset", "confirmation")) {
        Map<String, byte[]> arms = new LinkedHashMap<>();
        for (String who : List.of("nobody", "known", "disabled", "wechat")) {
          arms.put(
              who.equals("nobody") ? "unknown" : who,
              post(
                  "/api/v1/session/send-" + (path.equals("reset") ? "password-reset" : path) + "-email",
                  "[\"" + who + "@mail.example\"]"));
        }
        // The answer takes 50 ms whatever happens, so half a percent is 250 us.
        report(path + " request", measure(stage.line, arms, Math.min(rounds, 250), 20), 250, false);
      }
    }
  }

  private static BudgetSettings locking(int failures) {
    // A window shorter than a hundred rounds: no state but "locked" reaches the bound.
    return new BudgetSettings(failures, Duration.ofDays(1), PLENTY, PLENTY, PLENTY, PLENTY)
        .withLock(100, Duration.ofMillis(40), Duration.ofDays(1));
  }

  private Map<String, double[]> measure(Line line, Map<String, byte[]> arms, int count)
      throws IOException {
    return measure(line, arms, count, WARM_UP);
  }

  private Map<String, double[]> measure(Line line, Map<String, byte[]> arms, int count, int warmUp)
      throws IOException {
    List<String> order = new ArrayList<>(arms.keySet());
    Map<String, double[]> took = new LinkedHashMap<>();
    order.forEach(arm -> took.put(arm, new double[count]));
    for (int round = -warmUp; round < count; round++) {
      Collections.shuffle(order, random);
      for (String arm : order) {
        double micros = line.ask(arms.get(arm));
        if (round >= 0) {
          took.get(arm)[round] = micros;
        }
      }
    }
    return took;
  }

  private void report(String what, Map<String, double[]> took, double margin, boolean isControl) {
    double[] unknown = took.get("unknown");
    System.out.printf(Locale.ROOT, "%n%s: \"unknown\" takes %.0f us (median), margin %.0f us%n", what, median(unknown), margin);
    took.forEach(
        (arm, times) -> {
          if (arm.equals("unknown")) {
            return;
          }
          double[] differences = new double[times.length];
          for (int i = 0; i < times.length; i++) {
            differences[i] = times[i] - unknown[i];
          }
          Tost tost = Tost.of(differences, margin);
          boolean isAsWanted = tost.isEquivalent() != isControl;
          isSound &= isAsWanted;
          System.out.printf(
              Locale.ROOT,
              "  %-36s %+8.1f us, 98 %% interval [%+.1f, %+.1f], p %.2g: %s%s%n",
              arm,
              tost.mean,
              tost.low,
              tost.high,
              tost.p,
              tost.isEquivalent() ? "equivalent" : "NOT equivalent",
              isControl ? (isAsWanted ? " (as it must be)" : " (A CONTROL WAS MISSED)") : "");
        });
  }

  private static double median(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Two one-sided tests of a trimmed mean, with the standard error of Yuen, by the normal approximation. */
  private record Tost(double mean, double low, double high, double p, double margin) {
    static Tost of(double[] samples, double margin) {
      double[] sorted = samples.clone();
      Arrays.sort(sorted);
      int n = sorted.length;
      int cut = (int) (TRIM * n);
      double mean = Arrays.stream(sorted, cut, n - cut).average().orElseThrow();
      double[] winsorized = sorted.clone();
      Arrays.fill(winsorized, 0, cut, sorted[cut]);
      Arrays.fill(winsorized, n - cut, n, sorted[n - cut - 1]);
      double centre = Arrays.stream(winsorized).average().orElseThrow();
      double squares = Arrays.stream(winsorized).map(x -> (x - centre) * (x - centre)).sum();
      double kept = n - 2.0 * cut;
      double error = Math.sqrt(squares / (kept * (kept - 1)));
      double p = Math.max(upperTail((mean + margin) / error), upperTail((margin - mean) / error));
      double reach = 2.3263 * error;
      return new Tost(mean, mean - reach, mean + reach, p, margin);
    }

    boolean isEquivalent() {
      return p < ALPHA;
    }

    /** The upper tail of the normal distribution (Abramowitz and Stegun, 26.2.17). */
    private static double upperTail(double z) {
      if (z < 0) {
        return 1 - upperTail(-z);
      }
      double t = 1 / (1 + 0.2316419 * z);
      double poly =
          t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
      return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * poly;
    }
  }

  private static byte[] signIn(String name) {
    return signIn(name, "a wrong password");
  }

  private static byte[] signIn(String name, String password) {
    // All requests have one length.
    String padded = name + "\"" + " ".repeat(40 - name.length() + 30 - password.length());
    return post(
        "/api/v1/session/signin", "[{\"username\":\"" + padded + ",\"password\":\"" + password + "\"}]");
  }

  private static byte[] get(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] post(String path, String body) {
    return ("POST "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A server of its own with accounts in every state, in memory-backed storage where there is some. */
  private static final class Stage implements AutoCloseable {
    private final Path data;
    private final House house;
    private final Line line;

    Stage(HashSettings hashing, BudgetSettings budgets) throws Exception {
      Path memory = Path.of("/dev/shm");
      data =
          Files.isWritable(memory)
              ? Files.createTempDirectory(memory, "latchkey-enumeration")
              : Files.createTempDirectory("latchkey-enumeration");
      SessionRpcSettings own = SessionRpcSettings.DEFAULT;
      house =
          House.open(
              ServerSettings.DEFAULT
                  .withSessionRpc(
                      new SessionRpcSettings(
                          own.realm(),
                          own.sessionLifetime(),
                          own.jsonRpcBase(),
                          own.usernameIsEmail(),
                          false,
                          own.credentialsInQuery()))
                  .withData(data)
                  .withHttp(HttpSettings.DEFAULT.listeningAt("127.0.0.1", 0))
                  .withHashing(hashing)
                  .withBudgets(budgets));
      line = new Line(house.start());
    }

    Account account(String who) {
      return make(
          NewAccount.in(RealmName.MAIN)
              .withEmail(Identifier.email(who + "@mail.example").orElseThrow()),
          Password.of(RIGHT));
    }

    void weChat(String who) {
      make(
          NewAccount.in(RealmName.MAIN)
              .withWechat(Identifier.wechat("o-" + who).orElseThrow())
              .withEmail(Identifier.email(who + "@mail.example").orElseThrow()),
          null);
    }

    private Account make(NewAccount wanted, @Nullable Password password) {
      return ((SignUpOutcome.SignedUp)
              house.core().signUp().signUp(new SignUpRequest(wanted, password, null, ELSEWHERE)))
          .account();
    }

    void confirm(Account account) {
      house.ports().accounts().confirmEmail(account.id(), account.mailbox(), Instant.now());
    }

    void disable(Account account) {
      house.core().changeStatus().change(account.id(), AccountStatus.DISABLED, Origin.LOCAL);
    }

    void legacy(Account account) throws HasherBusy {
      try (Argon2Hasher old = new Argon2Hasher(LEGACY, new SystemEntropy(), new SystemTime())) {
        house.ports().credentials().setPasswordHash(account.id(), old.hash(Password.of(RIGHT)), Instant.now());
      }
    }

    void foreign(Account account, ForeignHash hash) {
      house
          .ports()
          .credentials()
          .setPasswordHash(
              account.id(),
              ((ForeignHashes.Reading.Kept) house.ports().foreignHashes().read(hash)).stored(),
              Instant.now());
    }

    /** Fails a hundred times from where the requests come from, without hashing, to be quick enough. */
    void lock(Account account) {
      boolean[] isJudged = {true};
      Proof look =
          seen -> {
            isJudged[0] = seen != null;
            return false;
          };
      for (int i = 0; isJudged[0]; i++) {
        if (i > 100_000) {
          throw new IllegalStateException("the machine is too slow to lock the account in time");
        }
        guess(house, account.mailbox(), look);
      }
    }

    @Override
    public void close() throws Exception {
      line.close();
      house.close();
      try (var files = Files.walk(data)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static void guess(House house, String name, Proof proof) {
    SessionPlan plan =
        new SessionPlan("bench", null, null, false, Device.UNKNOWN, List.of(), Lifetime.UNBOUNDED);
    house
        .core()
        .signIn()
        .signIn(
            SignInRequest.byName(
                RealmName.MAIN, name, plan, new Origin("127.0.0.1", null, null, "-")),
            proof);
  }

  /** The same frame behind a listener of the bench, with proofs that are made to take longer for one side. */
  private static final class Controls implements AutoCloseable {
    private final HttpServer server;
    private final Line line;

    Controls(House house, double margin) throws IOException {
      Reply reply = Reply.json(200, "\"no\"");
      Password wrong = Password.of("a wrong password");
      Proof real = house.features().passwordProofs().proof(wrong);
      Proof slower =
          account -> {
            boolean holds = real.holdsFor(account);
            if (account != null) {
              long end = System.nanoTime() + (long) (2000 * margin);
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
            }
            return holds;
          };
      Proof bare = account -> account != null && real.holdsFor(account);
      Contract contract =
          new Contract() {
            @Override
            public String name() {
              return "controls";
            }

            @Override
            public List<Route> routes() {
              return List.of(route("/plain", real), route("/slower", slower), route("/bare", bare));
            }

            private Route route(String path, Proof proof) {
              return Route.get(
                  path,
                  request -> {
                    guess(house, !"known".equals(request.query()) ? NOBODY : "known@mail.example", proof);
                    return reply;
                  });
            }

            @Override
            public Reply refuse(Request request, Refusal refusal) {
              return Reply.empty(500);
            }
          };
      server =
          new HttpServer(
              HttpSettings.DEFAULT.listeningAt("127.0.0.1", 0),
              new Router(List.of(contract)),
              new SystemEntropy());
      line = new Line(server.start());
    }

    @Override
    public void close() throws IOException {
      line.close();
      server.stop();
    }
  }

  /** One keep-alive connection. */
  private static final class Line implements AutoCloseable {
    private final Socket socket;
    private final byte[] buffer = new byte[16_384];

    Line(int port) throws IOException {
      socket = new Socket("127.0.0.1", port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
    }

    /** Asks once; gives the microseconds until the whole answer was there. */
    double ask(byte[] request) throws IOException {
      InputStream in = socket.getInputStream();
      long begin = System.nanoTime();
      socket.getOutputStream().write(request);
      int end = 0;
      while (true) {
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
          throw new IOException("the server closed the connection");
        }
        end += read;
        String text = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head >= 0) {
          int at = text.toLowerCase(Locale.ROOT).indexOf("content-length: ") + 16;
          int length = Integer.parseInt(text.substring(at, text.indexOf('\r', at)));
          if (end >= head + 4 + length) {
            double micros = (System.nanoTime() - begin) / 1000.0;
            if (text.startsWith("HTTP/1.1 5")) {
              throw new IOException("the server failed: " + text);
            }
            return micros;
          }
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
