package compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import load.Caller;
import load.Connection;
import load.Http;
import load.Load;

/** Latchkey as packaged, by its contract {@code jwt-sessions}. */
final class Latchkey implements Side {
  private static final String DELIVERY = "X-Token-Delivery: header";

  private final String name;
  private final String database;
  private final int port;
  private final Path directory;
  private List<String> checkTokens = List.of();
  private List<Expiring> expiring = List.of();
  private Running running;

  /**
   * Makes one.
   *
   * @param name of its column
   * @param database the JDBC address, or "" for the embedded store
   * @param directory for its settings, data and log
   */
  Latchkey(String name, String database, int port, Path directory) throws IOException {
    this.name = name;
    this.database = database;
    this.port = port;
    this.directory = Files.createDirectories(directory);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> command() {
    return List.of(
        "./latchkey",
        "serve",
        "--port",
        Integer.toString(port),
        "--data",
        directory.resolve("data").toString(),
        "--config",
        directory.resolve("latchkey.yaml").toString());
  }

  @Override
  public int healthPort() {
    return port;
  }

  @Override
  public void start() throws IOException, InterruptedException {
    running = Running.start(command(), Map.of(), port, directory.resolve("latchkey.log"));
  }

  @Override
  public Running running() {
    return running;
  }

  /** Writes the settings; the budgets are not what is measured. */
  void set(Cost cost, String accessLifetime) throws IOException {
    Files.writeString(
        directory.resolve("latchkey.yaml"),
        """
        hashing: {memory_kib: %d, passes: %d}
        budgets: {sign_ins_per_address: 100000000, sign_ups_per_address: 100000000}
        jwt_sessions: {access_lifetime: %s}
        """
            .formatted(cost.memoryKib(), cost.passes(), accessLifetime));
    if (!database.isEmpty()) {
      Files.writeString(
          directory.resolve("latchkey.yaml"),
          "database: {url: \"" + database + "\"}\n",
          java.nio.file.StandardOpenOption.APPEND);
    }
  }

  /**
   * Opens many sessions at the least cost of hashing: a token can be refreshed only once it has expired, which a
   * client comes to once an hour, so a load of refreshes takes many sessions in turn. Leaves the settings
   * for the measurement; the server is stopped.
   */
  void open(Cost cost, int checked, int refreshed) throws IOException, InterruptedException {
    set(Cost.LEAST, "1h");
    start();
    try (Running server = running) {
      for (int i = 0; i < Compare.CONNECTIONS; i++) {
        signUp("many" + Compare.email(i));
      }
      checkTokens = signedIn(checked);
    }
    set(Cost.LEAST, "1s");
    start();
    try (Running server = running) {
      expiring = signedIn(refreshed).stream().map(Expiring::new).toList();
    }
    set(cost, "1s");
  }

  @Override
  public void prepare() throws IOException {
    for (int i = 0; i < Compare.HASHERS; i++) {
      signUp(Compare.email(i));
    }
  }

  private void signUp(String email) throws IOException {
    try (Connection connection = new Connection(port)) {
      int status =
          connection.exchange(
              Http.post(
                  "/v1/auth",
                  "{\"email\":\"%s\",\"password\":\"Password123\",\"password_confirmation\":\"Password123\"}"
                      .formatted(email),
                  Http.JSON));
      if (status != 201) {
        throw new IOException("no account: " + status + " " + connection.body());
      }
    }
  }

  private List<String> signedIn(int count) throws IOException, InterruptedException {
    try (ExecutorService pool = Executors.newFixedThreadPool(Compare.CONNECTIONS)) {
      List<Future<List<String>>> parts = new ArrayList<>();
      for (int i = 0; i < Compare.CONNECTIONS; i++) {
        byte[] request = signIn("many" + Compare.email(i));
        parts.add(pool.submit(() -> signedInByOne(request, count / Compare.CONNECTIONS)));
      }
      List<String> tokens = new ArrayList<>();
      for (Future<List<String>> part : parts) {
        tokens.addAll(part.get());
      }
      return tokens;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private List<String> signedInByOne(byte[] request, int count) throws IOException {
    List<String> tokens = new ArrayList<>();
    try (Connection connection = new Connection(port)) {
      while (tokens.size() < count) {
        if (connection.exchange(request) != 200) {
          throw new IOException("no session: " + connection.body());
        }
        tokens.add(connection.between("X-Access-Token: ", "\r"));
      }
    }
    return tokens;
  }

  private static byte[] signIn(String email) {
    return Http.post(
        "/v1/auth/sign_in",
        "{\"email\":\"" + email + "\",\"password\":\"Password123\"}",
        Http.JSON,
        DELIVERY);
  }

  @Override
  public Load signIns() {
    return new Load(
        port,
        Compare.HASHERS,
        number -> Caller.same(signIn(Compare.email(number)), "\"csrf\""));
  }

  @Override
  public Load checks() {
    return new Load(port, Compare.CONNECTIONS, number -> Caller.same(check(number), "mail.example"));
  }

  /** Gives the size of the answer to a check, in bytes. */
  int checkedBytes() throws IOException {
    try (Connection connection = new Connection(port)) {
      connection.exchange(check(0));
      return connection.body().length();
    }
  }

  private byte[] check(int number) {
    return Http.get("/v1/auth/me", "Authorization: Bearer " + checkTokens.get(number));
  }

  /** Checks all the sessions in turn, each so seldom that the cache has forgotten it. */
  Load wideChecks() {
    return new Load(port, Compare.CONNECTIONS, WideChecker::new);
  }

  @Override
  public Load refreshes() {
    return new Load(port, Compare.CONNECTIONS, Refresher::new);
  }

  /** An access token that expires soon, and its successors. */
  private static final class Expiring {
    private static final long LIFETIME_NANOS = 1_000_000_000;
    private String token;
    private long since = System.nanoTime();

    Expiring(String token) {
      this.token = token;
    }

    void replace(String successor) {
      token = successor;
      since = System.nanoTime();
    }

    boolean hasExpired() {
      return System.nanoTime() - since > LIFETIME_NANOS;
    }
  }

  /** Checks its share of the sessions in turn. */
  private final class WideChecker implements Caller {
    private int next;

    WideChecker(int number) {
      this.next = number;
    }

    @Override
    public byte[] request() {
      byte[] request = check(next);
      next = (next + Compare.CONNECTIONS) % checkTokens.size();
      return request;
    }

    @Override
    public boolean accepts(int status, Connection answer) {
      return status == 200 && answer.body().contains("mail.example");
    }
  }

  /** Refreshes its share of the sessions in turn. */
  private final class Refresher implements Caller {
    private int next;

    Refresher(int number) {
      this.next = number;
    }

    @Override
    public byte[] request() {
      Expiring session = expiring.get(next);
      if (!session.hasExpired()) {
        throw new IllegalStateException("too few sessions: give --sessions a larger number");
      }
      return Http.post(
          "/v1/auth/refresh", "", "Authorization: Bearer " + session.token, DELIVERY);
    }

    @Override
    public boolean accepts(int status, Connection answer) throws IOException {
      if (status != 200) {
        return false;
      }
      expiring.get(next).replace(answer.between("X-Access-Token: ", "\r"));
      next = (next + Compare.CONNECTIONS) % expiring.size();
      return true;
    }
  }
}
