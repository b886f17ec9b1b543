package dev.latchkey.house.doors;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** Through {@code session-rpc}, dialect A over HTTP. */
final class SessionRpcDoor extends Door {
  @Override
  public String contract() {
    return "session-rpc";
  }

  @Override
  public HttpResponse<String> signUp(RunningHouse house, Person person) {
    return house.post(
        "/api/v1/session/signup",
        Json.write(
            List.of(
                Map.of(
                    "username", person.username(),
                    "email", person.email(),
                    "password", person.password()))));
  }

  @Override
  public HttpResponse<String> signIn(RunningHouse house, String name, String password) {
    return house.post(
        "/api/v1/session/signin",
        Json.write(List.of(Map.of("username", name, "password", password))));
  }

  @Override
  public boolean isIn(HttpResponse<String> answer) {
    return answer.statusCode() == 200 && Long.valueOf(200).equals(object(answer).get("status"));
  }

  @Override
  public String[] key(HttpResponse<String> signedIn) {
    Map<?, ?> data = (Map<?, ?>) object(signedIn).get("data");
    return new String[] {"Authorization", "Bearer " + data.get("token")};
  }

  @Override
  public HttpResponse<String> check(RunningHouse house, String... key) {
    return house.post("/api/v1/session/signin", "[null,null]", key);
  }

  @Override
  public boolean isKnown(HttpResponse<String> checked) {
    return isIn(checked);
  }
}
