package dev.latchkey.house.doors;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;

/** Through {@code jwt-sessions}, with the token in a header. */
final class JwtSessionsDoor extends Door {
  @Override
  public String contract() {
    return "jwt-sessions";
  }

  @Override
  public HttpResponse<String> signUp(RunningHouse house, Person person) {
    return house.post(
        "/v1/auth",
        json(
            "email", person.email(),
            "password", person.password(),
            "password_confirmation", person.password()));
  }

  @Override
  public HttpResponse<String> signIn(RunningHouse house, String name, String password) {
    return house.post("/v1/auth/sign_in", json("email", name, "password", password));
  }

  @Override
  public boolean isIn(HttpResponse<String> answer) {
    return answer.statusCode() == 200 && answer.headers().firstValue("set-cookie").isPresent();
  }

  @Override
  public String[] key(HttpResponse<String> signedIn) {
    String cookie =
        signedIn.headers().allValues("set-cookie").stream()
            .filter(line -> line.startsWith("jwt_access="))
            .findFirst()
            .orElseThrow();
    return new String[] {
      "Authorization", cookie.substring("jwt_access=".length(), cookie.indexOf(';'))
    };
  }

  @Override
  public HttpResponse<String> check(RunningHouse house, String... key) {
    return house.get("/v1/auth/me", key);
  }

  @Override
  public boolean isKnown(HttpResponse<String> checked) {
    return checked.statusCode() == 200;
  }
}
