package load;

import dev.latchkey.wire.http.Contract;
import dev.latchkey.wire.http.HttpServer;
import dev.latchkey.wire.http.HttpSettings;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import dev.latchkey.wire.http.Route;
import dev.latchkey.wire.http.Router;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Latchkey's HTTP server answering a constant, in a process of its own: {@code BareHttp BYTES}. */
public final class BareHttp {
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private BareHttp() {}

  /** Starts the process. */
  public static Program start(int size) throws IOException {
    return Program.start(
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "bench/load/BareHttp.java",
            Integer.toString(size)),
        Pattern.compile("port (\\d+)"));
  }

  /** Makes the load on it. */
  public static Load load(int port, int connections) {
    return Load.same(port, connections, Http.get("/constant"), "");
  }

  /** Serves until it is ended. */
  public static void main(String[] args) throws Exception {
    Reply reply = Reply.json(200, "\"" + "x".repeat(Integer.parseInt(args[0]) - 2) + "\"");
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
    Thread.sleep(LONGEST);
  }
}
