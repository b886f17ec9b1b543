package overload;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Accounts with a session each, and the bytes of what their clients send. */
final class People {
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
  private static final int AT_ONCE = 4;
  private static final int PATIENCE = 30;

  private final List<String> tokens;

  private People(List<String> tokens) {
    this.tokens = tokens;
  }

  /** Signs them up. */
  static People signUp(int port, int count) throws Exception {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    List<Callable<String>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      calls.add(() -> signUpOne(client, port, number));
    }
    List<String> tokens = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<String> call : threads.invokeAll(calls)) {
        tokens.add(call.get());
      }
    }
    return new People(tokens);
  }

  private static String signUpOne(HttpClient client, int port, int number)
      throws IOException, InterruptedException {
    String body =
        "{\"user\":{\"email\":\"%s\",\"nick\":\"person%d\",\"password\":\"Password123\",\"password_confirmation\":\"Password123\",\"authorization\":{\"platform\":\"bench\"}}}"
            .formatted(email(number), number);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/registrations"))
            .header("Content-Type", "application/json")
            .header("X-Forwarded-For", address(number))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    for (int i = 0; i < PATIENCE && answer.statusCode() == 503; i++) {
      // A machine that is busy otherwise hashes slowly at first.
      TimeUnit.SECONDS.sleep(1);
      answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    }
    Matcher token = TOKEN.matcher(answer.body());
    if (!token.find()) {
      throw new IOException("no account: " + answer.statusCode() + " " + answer.body());
    }
    return token.group(1);
  }

  private static String email(int number) {
    return "person" + number + "@mail.example";
  }

  /** Everybody has a network of his own. */
  static String address(int number) {
    return "10.%d.%d.7".formatted(number / 250, number % 250);
  }

  /** Session checks, one for each session. */
  byte[][] checks() {
    byte[][] requests = new byte[tokens.size()][];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = check(i);
    }
    return requests;
  }

  /** The check of one session. */
  byte[] check(int number) {
    return ("GET /api/v1/sessions/current HTTP/1.1\r\nHost: 127.0.0.1\r\nuprogresstoken: "
            + tokens.get(number)
            + "\r\nX-Forwarded-For: "
            + address(number)
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Sign-ins with the right passwords, everybody from his own network. */
  byte[][] signIns() {
    byte[][] requests = new byte[tokens.size()][];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = signIn(email(i), "Password123", address(i));
    }
    return requests;
  }

  /** Guesses of one password at these people and at many who do not exist, from so many addresses. */
  byte[][] guesses(int addresses) {
    byte[][] requests = new byte[10 * addresses][];
    for (int i = 0; i < requests.length; i++) {
      String from = "172.16.%d.%d".formatted(i % addresses / 250, i % addresses % 250);
      requests[i] = signIn(email(i), "Password124", from);
    }
    return requests;
  }

  private static byte[] signIn(String email, String password, String address) {
    return post(
        "/sign_in",
        "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(email, password),
        "X-Forwarded-For: " + address + "\r\n");
  }

  static byte[] post(String path, String body, String fields) {
    return ("POST "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + fields
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
