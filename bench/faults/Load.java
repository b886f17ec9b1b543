package faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Four writers that sign people up and remember who was told yes, and one client that asks twenty times
 * a second whether its session is live.
 */
final class Load implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
  private static final int WRITERS = 4;

  final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int port;
  private final Map<String, Integer> writes = new TreeMap<>();
  private final Map<String, Integer> checks = new TreeMap<>();
  private volatile boolean isOver;
  private volatile long lastWrite;
  private volatile String sample = "";

  Load(int port) throws IOException, InterruptedException {
    this.port = port;
    signUp("probe");
    String in =
        send("POST", "/v1/session/signin", "[{\"username\":\"probe\",\"password\":\"pass-probe\"}]")
            .body();
    Matcher token = TOKEN.matcher(in);
    if (!token.find()) {
      throw new IOException("no session: " + in);
    }
    String key = "Bearer " + token.group(1);
    threads.submit(() -> check(key));
    String run = Long.toString(System.nanoTime() % 1_000_000, 36);
    for (int i = 0; i < WRITERS; i++) {
      String prefix = "f" + run + "_" + i + "_";
      threads.submit(() -> write(prefix));
    }
  }

  private void write(String prefix) {
    for (int i = 0; !isOver; i++) {
      String name = prefix + i;
      String came;
      try {
        HttpResponse<String> answer = signUp(name);
        came = Integer.toString(answer.statusCode());
        if (answer.statusCode() == 200) {
          acknowledged.add(name);
          lastWrite = System.nanoTime();
        } else {
          sample = answer.body();
          TimeUnit.MILLISECONDS.sleep(20);
        }
      } catch (IOException e) {
        came = "no answer";
      } catch (InterruptedException e) {
        return;
      }
      count(writes, came);
    }
  }

  private void check(String key) {
    while (!isOver) {
      String came;
      try {
        String body = send("POST", "/v1/session/signin", "", "Authorization", key).body();
        Matcher status = Pattern.compile("\"status\":(\\d+)").matcher(body);
        came = status.find() ? status.group(1) : "?";
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (IOException e) {
        came = "no answer";
      } catch (InterruptedException e) {
        return;
      }
      count(checks, came);
    }
  }

  private static void count(Map<String, Integer> counts, String what) {
    synchronized (counts) {
      counts.merge(what, 1, Integer::sum);
    }
  }

  /** Begins to count anew. */
  void forget() {
    synchronized (writes) {
      writes.clear();
    }
    synchronized (checks) {
      checks.clear();
    }
  }

  /** Says what writers were answered since then. */
  String written() {
    synchronized (writes) {
      return writes.toString();
    }
  }

  /** Says what the session was answered since then. */
  String checked() {
    synchronized (checks) {
      return checks.toString();
    }
  }

  /** Gives the body of the last refusal. */
  String sample() {
    return sample;
  }

  /** Waits for an acknowledgement after a moment; gives the milliseconds, or -1 after half a minute. */
  long recovered(long sinceNanos) throws InterruptedException {
    for (int i = 0; i < 3_000; i++) {
      long last = lastWrite;
      if (last - sinceNanos > 0) {
        return TimeUnit.NANOSECONDS.toMillis(last - sinceNanos);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return -1;
  }

  /** Stops the writers; what is on its way is waited for. */
  void stop() throws InterruptedException {
    isOver = true;
    threads.shutdown();
    threads.awaitTermination(30, TimeUnit.SECONDS);
  }

  /** Signs everybody in who was told yes; gives those that cannot. */
  List<String> lost() throws IOException, InterruptedException {
    List<String> lost = new ArrayList<>();
    for (String name : acknowledged) {
      String body = "{\"login\":\"%s\",\"password\":\"pass-%s\"}".formatted(name, name);
      if (send("POST", "/sign_in", body).statusCode() != 200) {
        lost.add(name);
      }
    }
    return lost;
  }

  private HttpResponse<String> signUp(String name) throws IOException, InterruptedException {
    return send(
        "POST",
        "/sign_up",
        "{\"username\":\"%s\",\"email\":\"%s@fault.example\",\"password\":\"pass-%s\",\"password_confirmation\":\"pass-%s\"}"
            .formatted(name, name, name, name));
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    isOver = true;
    threads.shutdownNow();
    client.shutdownNow();
  }
}
