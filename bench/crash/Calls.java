package crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls of four contracts, as their clients make them. An answer that never came, and one that says that the
 * server cannot tell now, is an IOException: what was asked for may have happened or not.
 */
final class Calls {
  private static final Pattern PRIVATE = Pattern.compile("\"private_token\":\"([^\"]+)\"");
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
  private static final Pattern EMAIL = Pattern.compile("\"email\":\"([^\"]+)\"");
  private static final Pattern NUMBER = Pattern.compile("\"id\":(\\d+)");
  private static final Pattern EXPIRY = Pattern.compile("\"exp\":(\\d+)");

  /** How often the server said that it had failed (500), which no kill explains. */
  final AtomicLong failed = new AtomicLong();

  /** How often it said that it could not tell now (503). */
  final AtomicLong unavailable = new AtomicLong();

  private final Wire wire;

  Calls(Wire wire) {
    this.wire = wire;
  }

  /** Asks whether the server takes requests. */
  boolean isReady() {
    try {
      return wire.send("GET", "/health/ready", "").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Signs up; gives the stable token, or nothing if the name is taken. */
  Optional<String> signUp(Ledger account) throws IOException {
    String body =
        "{\"username\":\"%s\",\"email\":\"%s\",\"password\":\"%s\",\"password_confirmation\":\"%s\"}"
            .formatted(account.name, account.email, account.password, account.password);
    return found(PRIVATE, expect(wire.send("POST", "/sign_up", body), 200, 422));
  }

  /** Signs in to the stable token, by any name of the account. */
  Optional<String> signIn(String name, String password) throws IOException {
    String body = "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    return found(PRIVATE, expect(wire.send("POST", "/sign_in", body), 200, 401));
  }

  /** Asks for the address of the account by the stable token; nothing if the token is refused. */
  Optional<String> email(String privateToken) throws IOException {
    Wire.Answer answer = wire.send("GET", "/api/v2/user", "", "PRIVATE-TOKEN", privateToken);
    return found(EMAIL, expect(answer, 200, 401));
  }

  /** Changes the password, which ends all other sessions; gives the new stable token. */
  String changePassword(Ledger account, String wanted) throws IOException {
    String body =
        "{\"current_password\":\"%s\",\"password\":\"%s\",\"password_confirmation\":\"%s\"}"
            .formatted(account.password, wanted, wanted);
    Wire.Answer answer =
        wire.send("PUT", "/api/v2/user/password", body, "PRIVATE-TOKEN", account.privateToken);
    return found(PRIVATE, expect(answer, 200)).orElseThrow(() -> new Wrong(answer));
  }

  /** Changes the address. */
  void changeEmail(Ledger account, String wanted) throws IOException {
    String body = "{\"email\":\"%s\"}".formatted(wanted);
    expect(wire.send("PUT", "/api/v2/user", body, "PRIVATE-TOKEN", account.privateToken), 200);
  }

  /** Opens a session of session-rpc. */
  String openRpc(Ledger account) throws IOException {
    String body =
        "[{\"username\":\"%s\",\"password\":\"%s\"}]".formatted(account.name, account.password);
    Wire.Answer answer = expectRpc(wire.send("POST", "/v1/session/signin", body));
    return found(TOKEN, answer).orElseThrow(() -> new Wrong(answer));
  }

  /** Says whether a session of session-rpc is live. */
  boolean isLiveRpc(String token) throws IOException {
    Wire.Answer answer =
        expectRpc(wire.send("POST", "/v1/session/signin", "", "Authorization", "Bearer " + token));
    return answer.body().contains("\"status\":200");
  }

  /** Ends a session of session-rpc. */
  void endRpc(String token) throws IOException {
    Wire.Answer answer =
        expectRpc(wire.send("POST", "/v1/session/signout", "", "Authorization", "Bearer " + token));
    if (!answer.body().contains("\"status\":200")) {
      throw new Wrong(answer);
    }
  }

  /** Opens a session of device-sessions for a program. */
  String openDevice(Ledger account, String program) throws IOException {
    String body =
        "{\"user\":{\"email\":\"%s\",\"password\":\"%s\",\"authorization\":{\"platform\":\"bench\",\"app_name\":\"%s\"}}}"
            .formatted(account.email, account.password, program);
    Wire.Answer answer = expect(wire.send("POST", "/api/v1/sessions", body), 200);
    return found(TOKEN, answer).orElseThrow(() -> new Wrong(answer));
  }

  /** Says whether a session of device-sessions is live. */
  boolean isLiveDevice(String token) throws IOException {
    Wire.Answer answer = wire.send("GET", "/api/v1/sessions/current", "", "uprogresstoken", token);
    return expect(answer, 200, 401).status() == 200;
  }

  /** Ends a session of device-sessions. */
  void endDevice(String token) throws IOException {
    String path = "/api/v1/authorizations/" + claim(NUMBER, token);
    expect(wire.send("DELETE", path, "", "uprogresstoken", token), 200);
  }

  /** Opens a session of jwt-sessions; gives its access token. */
  String openJwt(Ledger account) throws IOException {
    String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(account.email, account.password);
    return access(expect(wire.send("POST", "/v1/auth/sign_in", body, "X-Token-Delivery", "header"), 200));
  }

  /** Replaces an access token; nothing if it is refused. */
  Optional<String> refresh(String access) throws IOException {
    Wire.Answer answer =
        expect(
            wire.send(
                "POST", "/v1/auth/refresh", "", "Authorization", access, "X-Token-Delivery", "header"),
            200,
            401);
    return answer.status() == 200 ? Optional.of(access(answer)) : Optional.empty();
  }

  /** Ends a session of jwt-sessions. */
  void endJwt(String access) throws IOException {
    expect(wire.send("DELETE", "/v1/auth/sign_out", "", "Authorization", access), 200);
  }

  /** Says whether an access token has expired, by a clear margin. */
  static boolean isExpired(String access) {
    return System.currentTimeMillis() > claim(EXPIRY, access) * 1_000 + 50;
  }

  private static String access(Wire.Answer answer) {
    String token = answer.headers().get("x-access-token");
    if (token == null) {
      throw new Wrong(answer);
    }
    return token;
  }

  private static long claim(Pattern pattern, String token) {
    byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]);
    Matcher matcher = pattern.matcher(new String(payload, StandardCharsets.UTF_8));
    if (!matcher.find()) {
      throw new IllegalStateException("no claim in " + token);
    }
    return Long.parseLong(matcher.group(1));
  }

  /** The envelope of session-rpc carries its own status within a 200. */
  private Wire.Answer expectRpc(Wire.Answer answer) throws IOException {
    expect(answer, 200);
    if (answer.body().contains("\"status\":50")) {
      inDoubt(answer, answer.body().contains("\"status\":503") ? 503 : 500);
    }
    return answer;
  }

  private Wire.Answer expect(Wire.Answer answer, int... statuses) throws IOException {
    for (int status : statuses) {
      if (answer.status() == status) {
        return answer;
      }
    }
    if (answer.status() >= 500) {
      inDoubt(answer, answer.status());
    }
    throw new Wrong(answer);
  }

  private void inDoubt(Wire.Answer answer, int status) throws InDoubt {
    (status == 503 ? unavailable : failed).incrementAndGet();
    throw new InDoubt(answer);
  }

  private static Optional<String> found(Pattern pattern, Wire.Answer answer) {
    Matcher matcher = pattern.matcher(answer.body());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The server is there and says that it cannot tell what became of the request. */
  static final class InDoubt extends IOException {
    private static final long serialVersionUID = 1L;

    InDoubt(Wire.Answer answer) {
      super(answer.path() + " " + answer.status() + " " + answer.body());
    }
  }

  /** An answer that no kill explains. */
  static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Wrong(Wire.Answer answer) {
      super(answer.path() + " " + answer.status() + " " + answer.body());
    }

    Wrong(String what) {
      super(what);
    }
  }
}
