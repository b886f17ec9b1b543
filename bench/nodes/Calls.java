package nodes;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls of {@code session-rpc}, as its clients make them. An answer that never came is an exception. */
final class Calls {
  static final String PASSWORD = "a password of the bench";
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
  private static final Pattern STATUS = Pattern.compile("^\\{\"status\":(\\d+)");

  private Calls() {}

  /** Signs up; gives the status that counts. */
  static int signUp(Node node, String name) throws IOException {
    return status(
        node.send(
            "POST",
            "/api/v1/session/signup",
            "[{\"username\":\"%s\",\"password\":\"%s\"}]".formatted(name, PASSWORD)));
  }

  /** Opens a session; gives its token, or nothing if it was refused or the store did not answer. */
  static Optional<String> signIn(Node node, String name) throws IOException {
    Wire.Answer answer =
        node.send(
            "POST",
            "/api/v1/session/signin",
            "[{\"username\":\"%s\",\"password\":\"%s\"}]".formatted(name, PASSWORD));
    Matcher matcher = TOKEN.matcher(answer.body());
    return status(answer) == 200 && matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Opens a session; what keeps it from that is an exception. */
  static String open(Node node, String name) throws IOException {
    return signIn(node, name)
        .orElseThrow(() -> new IOException("no session for " + name + " at node " + node.name()));
  }

  /** Checks a session: 200 if it is live, 401 if it is not, 503 if the node cannot say. */
  static int check(Node node, String token) throws IOException {
    return status(
        node.send("POST", "/v1/session/signin", "", "Authorization", "Bearer " + token));
  }

  /** Ends a session; gives 200, 204 if it was over, or 503. */
  static int end(Node node, String token) throws IOException {
    return status(
        node.send("POST", "/v1/session/signout", "", "Authorization", "Bearer " + token));
  }

  static int status(Wire.Answer answer) {
    if (answer.status() != 200) {
      return answer.status();
    }
    Matcher matcher = STATUS.matcher(answer.body());
    if (!matcher.find()) {
      throw new IllegalStateException("not an answer of this contract: " + answer.body());
    }
    return Integer.parseInt(matcher.group(1));
  }
}
