import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls of two contracts, as their clients make them. An answer that never came is an exception. */
final class Calls {
  private static final Pattern PRIVATE = Pattern.compile("\"private_token\":\"([^\"]+)\"");
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final int port;

  Calls(int port) {
    this.port = port;
  }

  /** Asks whether the server takes requests. */
  boolean isReady() throws InterruptedException {
    try {
      return send("GET", "/health/ready", "").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Signs up; gives the token, or nothing if the name is taken. */
  Optional<String> signUp(Ledger account) throws IOException, InterruptedException {
    String body =
        "{\"username\":\"%s\",\"email\":\"%s\",\"password\":\"%s\",\"password_confirmation\":\"%s\"}"
            .formatted(account.name, account.email(), account.password, account.password);
    HttpResponse<String> answer = send("POST", "/sign_up", body);
    return found(PRIVATE, expect(answer, 200, 422));
  }

  /** Signs in to the stable token. */
  Optional<String> signInStable(Ledger account, String password)
      throws IOException, InterruptedException {
    String body = "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(account.name, password);
    return found(PRIVATE, expect(send("POST", "/sign_in", body), 200, 401));
  }

  /** Asks for the account by the stable token. */
  boolean knows(String privateToken) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send("GET", "/api/v2/user", "", "PRIVATE-TOKEN", privateToken);
    return expect(answer, 200, 401).statusCode() == 200;
  }

  /** Changes the password; gives the new stable token. */
  String change(Ledger account, String wanted) throws IOException, InterruptedException {
    String body =
        "{\"current_password\":\"%s\",\"password\":\"%s\",\"password_confirmation\":\"%s\"}"
            .formatted(account.password, wanted, wanted);
    HttpResponse<String> answer =
        send("PUT", "/api/v2/user/password", body, "PRIVATE-TOKEN", account.privateToken);
    return found(PRIVATE, expect(answer, 200)).orElseThrow();
  }

  /** Opens a session of its own. */
  String open(Ledger account) throws IOException, InterruptedException {
    String body =
        "[{\"username\":\"%s\",\"password\":\"%s\"}]".formatted(account.name, account.password);
    HttpResponse<String> answer = send("POST", "/v1/session/signin", body);
    return found(TOKEN, expect(answer, 200)).orElseThrow(() -> new Wrong(answer.body()));
  }

  /** Says whether a session is live. */
  boolean isLive(String token) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send("POST", "/v1/session/signin", "", "Authorization", "Bearer " + token);
    return expect(answer, 200).body().contains("\"status\":200");
  }

  /** Ends a session. */
  void end(String token) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send("POST", "/v1/session/signout", "", "Authorization", "Bearer " + token);
    if (!expect(answer, 200).body().contains("\"status\":200")) {
      throw new Wrong(answer.body());
    }
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
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

  private static HttpResponse<String> expect(HttpResponse<String> answer, int... statuses) {
    for (int status : statuses) {
      if (answer.statusCode() == status) {
        return answer;
      }
    }
    throw new Wrong(
        answer.request().uri().getPath() + " " + answer.statusCode() + " " + answer.body());
  }

  private static Optional<String> found(Pattern pattern, HttpResponse<String> answer) {
    Matcher matcher = pattern.matcher(answer.body());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** An answer that no kill explains. */
  static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Wrong(String what) {
      super(what);
    }
  }
}
