package dev.latchkey.house.doors;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One contract as its clients use it: how to sign up, sign in, ask who one is, and leave. */
public abstract class Door {
  /** The name of the contract. */
  public abstract String contract();

  /** Signs up. */
  public abstract HttpResponse<String> signUp(RunningHouse house, Person person);

  /** Signs in. */
  public abstract HttpResponse<String> signIn(RunningHouse house, String name, String password);

  /** Says whether an answer to a sign-in lets in. */
  public abstract boolean isIn(HttpResponse<String> answer);

  /** Takes what proves the session out of the answer to a sign-in: header, value, header, value. */
  public abstract String[] key(HttpResponse<String> signedIn);

  /** Asks on the protected route. */
  public abstract HttpResponse<String> check(RunningHouse house, String... key);

  /** Says whether the protected route took the key. */
  public abstract boolean isKnown(HttpResponse<String> checked);

  /** Signs in and takes the key. */
  public String[] enter(RunningHouse house, Person person) {
    HttpResponse<String> answer = signIn(house, person.email(), person.password());
    if (!isIn(answer)) {
      throw new AssertionError(
          contract() + " did not let in: " + answer.statusCode() + " " + answer.body());
    }
    return key(answer);
  }

  /** Says whether the protected route takes the key now. */
  public boolean knows(RunningHouse house, String... key) {
    return isKnown(check(house, key));
  }

  /** What an answer says, without what was typed and what is new each time. */
  public String said(HttpResponse<String> answer) {
    return answer.body();
  }

  @Override
  public String toString() {
    return contract();
  }

  /** Reads an object out of an answer. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> object(HttpResponse<String> answer) {
    try {
      return (Map<String, Object>) Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    } catch (BadInput e) {
      throw new AssertionError("no JSON object: " + answer.body(), e);
    }
  }

  /** Reads a text out of an answer. */
  static String text(HttpResponse<String> answer, String key) {
    return String.valueOf(object(answer).get(key));
  }

  /** Writes an object of texts. */
  static String json(String... pairs) {
    Map<String, Object> map = new java.util.LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return Json.write(map);
  }
}
