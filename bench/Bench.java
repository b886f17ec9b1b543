import dev.latchkey.wire.http.Contract;
import dev.latchkey.wire.http.HttpServer;
import dev.latchkey.wire.http.HttpSettings;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import dev.latchkey.wire.http.Route;
import dev.latchkey.wire.http.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures the packaged server against bare baselines, in one run on one machine: sign-ins against the rate of
 * the bare password hash at the same cost and threads, session checks against the same HTTP server answering a
 * constant of the same size. Client and server share the machine in all cases. Run it by bench/run.sh.
 */
public final class Bench {
  private static final int ROUNDS = 3;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final int seconds;

  private Bench(int seconds) {
    this.seconds = seconds;
  }

  /** Runs everything, or serves the constant. */
  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("constant")) {
      serveConstant(Integer.parseInt(args[1]));
      return;
    }
    if (args.length > 0 && args[0].equals("hashes")) {
      System.out.println("rate " + bareHashes(Integer.parseInt(args[1])));
      return;
    }
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
    try (Server server =
        Server.start(
            List.of(
                "./latchkey", "serve", "--port", "0", "--data", data.toString(), "--config",
                config.toString()),
            Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)"))) {
      String token = prepare(server.port);
      signIns(server.port);
      checks(server.port, token);
      System.out.printf(Locale.ROOT, "server resident memory after the load: %d MB%n", server.residentMegabytes());
    }
  }

  private static String prepare(int port) throws IOException {
    String body =
        "{\"user\":{\"email\":\"bench@mail.example\",\"nick\":\"bench\",\"password\":\"Password123\","
            + "\"password_confirmation\":\"Password123\",\"authorization\":{\"platform\":\"bench\"}}}";
    try (Connection connection = new Connection(port)) {
      connection.exchange(post("/api/v1/registrations", body));
      Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(connection.body());
      if (!token.find()) {
        throw new IOException("no token: " + connection.body());
      }
      return token.group(1);
    }
  }

  private void signIns(int port) throws Exception {
    byte[] request =
        post(
            "/api/v1/session/signin",
            "[{\"username\":\"bench@mail.example\",\"password\":\"Password123\"}]");
    List<Double> bare = new ArrayList<>();
    List<Double> served = new ArrayList<>();
    load(port, request, 4 * CORES, 3, "\"status\":200");
    bareHashes(3);
    for (int round = 0; round < ROUNDS; round++) {
      bare.add(bareHashes(seconds));
      served.add(load(port, request, 4 * CORES, seconds, "\"status\":200"));
    }
    report("sign-in", "bare Argon2id, same cost and threads", served, bare);
  }

  private void checks(int port, String token) throws Exception {
    byte[] request =
        ("GET /api/v1/sessions/current HTTP/1.1\r\nHost: 127.0.0.1\r\nuprogresstoken: "
                + token
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    int size;
    try (Connection connection = new Connection(port)) {
      connection.exchange(request);
      size = connection.body().length();
    }
    String cp = System.getProperty("java.class.path");
    try (Server constant =
        Server.start(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC", "-cp", cp, "bench/Bench.java", "constant",
                Integer.toString(size)),
            Pattern.compile("port (\\d+)"))) {
      byte[] plain =
          "GET /constant HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      List<Double> bare = new ArrayList<>();
      List<Double> served = new ArrayList<>();
      load(port, request, 16, seconds, "current_user");
      load(constant.port, plain, 16, seconds, "");
      for (int round = 0; round < ROUNDS; round++) {
        bare.add(load(constant.port, plain, 16, seconds, ""));
        served.add(load(port, request, 16, seconds, "current_user"));
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

  /** Hashes on every core, over and over, with nothing else around; libsodium is the one in the jar. */
  private static double bareHashes(int seconds) throws Exception {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    Path library = Files.createTempFile("bench", ".so");
    try (InputStream packed =
        HttpServer.class.getResourceAsStream((arm ? "/arm64" : "/linux64") + "/libsodium.so")) {
      Files.write(library, packed.readAllBytes());
    }
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
    MethodHandle hash =
        Linker.nativeLinker()
            .downcallHandle(
                symbols.findOrThrow("crypto_pwhash"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT));
    Files.delete(library);
    AtomicLong count = new AtomicLong();
    AtomicBoolean running = new AtomicBoolean(true);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CORES; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (Arena arena = Arena.ofConfined()) {
                      MemorySegment out = arena.allocate(32);
                      MemorySegment password = arena.allocateFrom("Password123");
                      MemorySegment salt = arena.allocate(16);
                      while (running.get()) {
                        // Argon2id version 1.3 is algorithm 2 of libsodium.
                        int failed =
                            (int)
                                hash.invokeExact(
                                    out, 32L, password, 11L, salt, 2L, 19456L * 1024, 2);
                        if (failed != 0) {
                          throw new IllegalStateException("libsodium refused to hash");
                        }
                        count.incrementAndGet();
                      }
                    } catch (Throwable e) {
                      throw new IllegalStateException(e);
                    }
                  }));
    }
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    running.set(false);
    for (Thread thread : threads) {
      thread.join();
    }
    return count.get() / ((System.nanoTime() - start) / 1e9);
  }

  /** Sends one request over and over on each of some connections; every answer is read whole and checked. */
  private static double load(int port, byte[] request, int connections, int seconds, String expected)
      throws Exception {
    AtomicLong count = new AtomicLong();
    AtomicBoolean running = new AtomicBoolean(true);
    List<String> faults = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (Connection connection = new Connection(port)) {
                      while (running.get()) {
                        int status = connection.exchange(request);
                        if (status != 200 || !connection.contains(expected)) {
                          faults.add(status + " " + connection.body());
                          return;
                        }
                        count.incrementAndGet();
                      }
                    } catch (IOException e) {
                      faults.add(e.toString());
                    }
                  }));
    }
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    running.set(false);
    for (Thread thread : threads) {
      thread.join();
    }
    if (!faults.isEmpty()) {
      throw new IOException("the load was refused: " + faults.getFirst());
    }
    return count.get() / ((System.nanoTime() - start) / 1e9);
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

  private static void serveConstant(int size) throws Exception {
    Reply reply = Reply.json(200, "\"" + "x".repeat(size - 2) + "\"");
    Contract constant =
        new Contract() {
          @Override
          public String name() {
            return "constant";
          }

          @Override
          public List<Route> routes() {
            return List.of(Route.get("/constant", request -> reply));
          }

          @Override
          public Reply refuse(Request request, Refusal refusal) {
            return Reply.empty(500);
          }
        };
    SecureRandom random = new SecureRandom();
    HttpServer server =
        new HttpServer(
            HttpSettings.DEFAULT.listeningAt("127.0.0.1", 0),
            new Router(List.of(constant)),
            count -> {
              byte[] bytes = new byte[count];
              random.nextBytes(bytes);
              return bytes;
            });
    System.out.println("port " + server.start());
    Thread.sleep(Duration.ofMinutes(10));
  }

  /** One keep-alive connection that reads answers with a Content-Length. */
  private static final class Connection implements AutoCloseable {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[8192];
    private int bodyAt;
    private int end;

    Connection(int port) throws IOException {
      socket = new Socket("127.0.0.1", port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
      in = socket.getInputStream();
      out = socket.getOutputStream();
    }

    int exchange(byte[] request) throws IOException {
      out.write(request);
      end = 0;
      int head = -1;
      while (head < 0) {
        more();
        head = headEnd();
      }
      int length = contentLength(head);
      bodyAt = head;
      while (end < head + length) {
        more();
      }
      return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + (buffer[11] - '0');
    }

    private void more() throws IOException {
      if (end == buffer.length) {
        buffer = Arrays.copyOf(buffer, end * 2);
      }
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        throw new IOException("the server closed the connection");
      }
      end += read;
    }

    private int headEnd() {
      for (int i = 3; i < end; i++) {
        if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
          return i + 1;
        }
      }
      return -1;
    }

    private int contentLength(int head) {
      for (int i = 0; i + LENGTH.length < head; i++) {
        int j = 0;
        while (j < LENGTH.length && (buffer[i + j] | 0x20) == (LENGTH[j] | 0x20)) {
          j++;
        }
        if (j == LENGTH.length) {
          int value = 0;
          for (int k = i + j; buffer[k] != '\r'; k++) {
            value = buffer[k] == ' ' ? value : value * 10 + buffer[k] - '0';
          }
          return value;
        }
      }
      return 0;
    }

    boolean contains(String expected) {
      return expected.isEmpty() || body().contains(expected);
    }

    String body() {
      return new String(buffer, bodyAt, end - bodyAt, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** A server process that tells its port on standard output. */
  private static final class Server implements AutoCloseable {
    private final Process process;
    private final int port;

    private Server(Process process, int port) {
      this.process = process;
      this.port = port;
    }

    static Server start(List<String> command, Pattern portLine) throws IOException {
      Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = portLine.matcher(line);
        if (matcher.find()) {
          Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(ignored -> {}));
          return new Server(process, Integer.parseInt(matcher.group(1)));
        }
      }
      throw new IOException("the server did not tell its port: " + command);
    }

    long residentMegabytes() throws IOException {
      Path status = Path.of("/proc/" + process.pid() + "/status");
      if (!Files.exists(status)) {
        return -1;
      }
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D+", "")) / 1024;
        }
      }
      return -1;
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
