package nodes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One client of {@code jwt-sessions} and the access tokens it was given, the newest last. */
final class Family {
  private final String name;
  private final List<String> tokens = new ArrayList<>();

  Family(String name) {
    this.name = name;
  }

  /** Signs up at a node. */
  void signUp(Node node) throws IOException {
    Wire.Answer answer =
        node.send(
            "POST",
            "/v1/auth",
            "{\"email\":\"%s@example.org\",\"password\":\"%s\",\"password_confirmation\":\"%s\"}"
                .formatted(name, Calls.PASSWORD, Calls.PASSWORD),
            "X-Token-Delivery",
            "header");
    if (answer.status() != 201) {
      throw new IOException("nobody can sign up: " + answer.status() + " " + answer.body());
    }
    tokens.add(answer.header("X-Access-Token"));
  }

  String newest() {
    return tokens.getLast();
  }

  /** Gives a token before the newest; 1 is the one just before it. */
  String before(int steps) {
    return tokens.get(tokens.size() - 1 - steps);
  }

  int size() {
    return tokens.size();
  }

  void add(String token) {
    if (!newest().equals(token)) {
      tokens.add(token);
    }
  }

  /** Refreshes by a token; an exception if no answer came. */
  static Wire.Answer refresh(Node node, String token) throws IOException {
    return node.send(
        "POST", "/v1/auth/refresh", "", "Authorization", token, "X-Token-Delivery", "header");
  }
}
