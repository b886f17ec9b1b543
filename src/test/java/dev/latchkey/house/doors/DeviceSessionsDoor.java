package dev.latchkey.house.doors;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpResponse;
import java.util.Map;

/** Through {@code device-sessions}, as one browser. */
final class DeviceSessionsDoor extends Door {
  private static final Map<String, String> BROWSER =
      Map.of("platform", "macOS", "app", "Google Chrome", "provider", "UProgress");

  @Override
  public String contract() {
    return "device-sessions";
  }

  @Override
  public HttpResponse<String> signUp(RunningHouse house, Person person) {
    return house.post(
        "/api/v1/registrations",
        Json.write(
            Map.of(
                "user",
                Map.of(
                    "email", person.email(),
                    "password", person.password(),
                    "password_confirmation", person.password(),
                    "nick", person.username(),
                    "authorization", BROWSER))));
  }

  @Override
  public HttpResponse<String> signIn(RunningHouse house, String name, String password) {
    return house.post(
        "/api/v1/sessions",
        Json.write(
            Map.of("user", Map.of("email", name, "password", password, "authorization", BROWSER))));
  }

  @Override
  public boolean isIn(HttpResponse<String> answer) {
    return answer.statusCode() == 200;
  }

  @Override
  public String[] key(HttpResponse<String> signedIn) {
    return new String[] {"uprogresstoken", text(signedIn, "token")};
  }

  @Override
  public HttpResponse<String> check(RunningHouse house, String... key) {
    return house.get("/api/v1/sessions/current", key);
  }

  @Override
  public boolean isKnown(HttpResponse<String> checked) {
    return checked.statusCode() == 200;
  }
}
