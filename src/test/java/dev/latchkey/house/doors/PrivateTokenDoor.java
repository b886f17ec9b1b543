package dev.latchkey.house.doors;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;

/** Through {@code private-token}. */
final class PrivateTokenDoor extends Door {
  @Override
  public String contract() {
    return "private-token";
  }

  @Override
  public HttpResponse<String> signUp(RunningHouse house, Person person) {
    return house.post(
        "/sign_up",
        json(
            "username", person.username(),
            "email", person.email(),
            "password", person.password(),
            "apassword_confirmation", person.password()));
  }

  @Override
  public HttpResponse<String> signIn(RunningHouse house, String name, String password) {
    return house.post("/sign_in", json("email", name, "password", password));
  }

  @Override
  public boolean isIn(HttpResponse<String> answer) {
    return answer.statusCode() == 200;
  }

  @Override
  public String[] key(HttpResponse<String> signedIn) {
    return new String[] {"PRIVATE-TOKEN", text(signedIn, "private_token")};
  }

  @Override
  public HttpResponse<String> check(RunningHouse house, String... key) {
    return house.get("/api/v2/user", key);
  }

  @Override
  public boolean isKnown(HttpResponse<String> checked) {
    return checked.statusCode() == 200;
  }
}
