package dev.latchkey.house.doors;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.Digests;
import java.net.http.HttpResponse;

/**
 * Through {@code client-app}, as the documented client. Its sign-up knows no address but the
 * username.
 */
final class ClientAppDoor extends Door {
  private static final String CLIENT = "zpjfcgu8nqgrpwlsau30ycpl2mc9ox";

  @Override
  public String contract() {
    return "client-app";
  }

  @Override
  public HttpResponse<String> signUp(RunningHouse house, Person person) {
    return house.post(
        "/sign-up",
        json("username", person.email(), "password", person.password(), "client_id", CLIENT));
  }

  @Override
  public HttpResponse<String> signIn(RunningHouse house, String name, String password) {
    return house.post(
        "/oauth/authorize",
        json(
            "username", name,
            "password", password,
            "grant_type", "password",
            "client_id", CLIENT));
  }

  @Override
  public boolean isIn(HttpResponse<String> answer) {
    return answer.statusCode() == 200;
  }

  @Override
  public String[] key(HttpResponse<String> signedIn) {
    return new String[] {"Authorization", "OAuth " + text(signedIn, "access_token")};
  }

  @Override
  public HttpResponse<String> check(RunningHouse house, String... key) {
    // The protected route names the account, and only the own one answers.
    String lookup = Digests.lookup(key[1].substring("OAuth ".length()));
    int id =
        house
            .house()
            .ports()
            .tokens()
            .find("client-app", lookup)
            .map(found -> found.account().id().value())
            .orElse(100);
    return house.get("/users/" + id, key);
  }

  @Override
  public boolean isKnown(HttpResponse<String> checked) {
    return checked.statusCode() == 200;
  }
}
