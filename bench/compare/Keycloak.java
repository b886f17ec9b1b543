package compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import load.Caller;
import load.Connection;
import load.Http;
import load.Load;
import postgres.Postgres;

/**
 * Keycloak as its guide to production tells: an optimized build, PostgreSQL, its own heap and its own defaults for
 * everything but what is named here. One realm, one public client with direct access grants, a user for each connection.
 */
final class Keycloak implements Side {
  private static final String TOKENS = "/realms/bench/protocol/openid-connect/token";

  private final Path home;
  private final String java;
  private final Postgres postgres;
  private final int port;
  private final String cache;
  private final Path log;
  private final List<String> checkTokens = new ArrayList<>();
  private final List<String> refreshTokens = new ArrayList<>();
  private Running running;

  Keycloak(Path home, Postgres postgres, int port, String cache, Path directory) {
    this.home = home;
    this.java = System.getProperty("java.home");
    this.postgres = postgres;
    this.port = port;
    this.cache = cache;
    this.log = directory.resolve("keycloak.log");
  }

  @Override
  public String name() {
    return "Keycloak";
  }

  /** Gives its version, as the distribution says it. */
  String version() {
    return home.getFileName().toString().replace("keycloak-", "");
  }

  /** Does the work of the start that its guide has one do before. */
  void build() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                home.resolve("bin/kc.sh").toString(), "build", "--db=postgres", "--health-enabled=true")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment());
    if (builder.start().waitFor() != 0) {
      throw new IOException("kc.sh build failed; see " + log);
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "JAVA_HOME", java, "KC_BOOTSTRAP_ADMIN_USERNAME", "admin", "KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
  }

  @Override
  public List<String> command() {
    return List.of(
        home.resolve("bin/kc.sh").toString(),
        "start",
        "--optimized",
        "--http-enabled=true",
        "--hostname-strict=false",
        "--http-host=127.0.0.1",
        "--http-port=" + port,
        "--http-management-port=" + healthPort(),
        "--cache=" + cache,
        "--db-url=" + postgres.url("keycloak"),
        "--db-username=postgres",
        "--db-password=none");
  }

  @Override
  public int healthPort() {
    return port + 1;
  }

  @Override
  public void start() throws IOException, InterruptedException {
    running = Running.start(command(), environment(), healthPort(), log);
  }

  @Override
  public Running running() {
    return running;
  }

  /** Makes the realm with its client and users, and looks at how a password is kept. */
  void found(Cost expected) throws IOException {
    try (Connection connection = new Connection(port)) {
      connection.exchange(
          Http.post(
              "/realms/master/protocol/openid-connect/token",
              "grant_type=password&client_id=admin-cli&username=admin&password=admin",
              Http.FORM));
      String admin = "Authorization: Bearer " + connection.between("\"access_token\":\"", "\"");
      // The run is longer than the five minutes an access token has by default.
      int status =
          connection.exchange(
              Http.post(
                  "/admin/realms",
                  """
                  {"realm":"bench","enabled":true,"accessTokenLifespan":3600,
                   "clients":[{"clientId":"app","enabled":true,"publicClient":true,"directAccessGrantsEnabled":true}],
                   "users":[%s]}
                  """
                      .formatted(
                          IntStream.range(0, Compare.CONNECTIONS)
                              .mapToObj(Keycloak::user)
                              .collect(Collectors.joining(","))),
                  Http.JSON,
                  admin));
      if (status != 201) {
        throw new IOException("no realm: " + status + " " + connection.body());
      }
      connection.exchange(Http.get("/admin/realms/bench/users?username=bench0&exact=true", admin));
      String user = connection.between("\"id\":\"", "\"");
      connection.exchange(Http.get("/admin/realms/bench/users/" + user + "/credentials", admin));
      requireSame(connection.body().replace("\\", ""), expected);
    }
  }

  private static String user(int number) {
    return """
        {"username":"bench%1$d","email":"%2$s","emailVerified":true,"enabled":true,"firstName":"Bench",
         "lastName":"Mark","credentials":[{"type":"password","value":"Password123","temporary":false}]}
        """
        .formatted(number, Compare.email(number));
  }

  private static String credentials(int number) {
    return "grant_type=password&client_id=app&username=bench" + number + "&password=Password123";
  }

  private static void requireSame(String credential, Cost expected) throws IOException {
    List<String> parts =
        List.of(
            "\"algorithm\":\"argon2\"",
            "\"type\":[\"id\"]",
            "\"version\":[\"1.3\"]",
            "\"parallelism\":[\"1\"]",
            "\"hashLength\":[\"32\"]",
            "\"memory\":[\"" + expected.memoryKib() + "\"]",
            "\"hashIterations\":" + expected.passes() + ",");
    for (String part : parts) {
      if (!credential.contains(part)) {
        throw new IOException("this Keycloak hashes otherwise, not " + part + ": " + credential);
      }
    }
  }

  @Override
  public void prepare() throws IOException {
    try (Connection connection = new Connection(port)) {
      for (int i = 0; i < Compare.CONNECTIONS; i++) {
        exchange(connection, Http.post(TOKENS, credentials(i) + "&scope=openid", Http.FORM));
        checkTokens.add(connection.between("\"access_token\":\"", "\""));
        exchange(connection, Http.post(TOKENS, credentials(i), Http.FORM));
        refreshTokens.add(connection.between("\"refresh_token\":\"", "\""));
      }
    }
  }

  private static void exchange(Connection connection, byte[] request) throws IOException {
    int status = connection.exchange(request);
    if (status != 200) {
      throw new IOException(status + " " + connection.body());
    }
  }

  /** Without the scope openid, so that it has one token less to sign. */
  @Override
  public Load signIns() {
    return new Load(
        port,
        Compare.HASHERS,
        number ->
            Caller.same(Http.post(TOKENS, credentials(number), Http.FORM), "\"access_token\""));
  }

  @Override
  public Load checks() {
    return new Load(
        port,
        Compare.CONNECTIONS,
        number ->
            Caller.same(
                Http.get(
                    "/realms/bench/protocol/openid-connect/userinfo",
                    "Authorization: Bearer " + checkTokens.get(number)),
                Compare.email(number)));
  }

  @Override
  public Load refreshes() {
    return new Load(port, Compare.CONNECTIONS, Refresher::new);
  }

  /** Refreshes one session, with the newest refresh token, as a client does. */
  private final class Refresher implements Caller {
    private final int number;

    Refresher(int number) {
      this.number = number;
    }

    @Override
    public byte[] request() {
      return Http.post(
          TOKENS,
          "grant_type=refresh_token&client_id=app&refresh_token=" + refreshTokens.get(number),
          Http.FORM);
    }

    @Override
    public boolean accepts(int status, Connection answer) throws IOException {
      if (status != 200) {
        return false;
      }
      refreshTokens.set(number, answer.between("\"refresh_token\":\"", "\""));
      return true;
    }
  }
}
