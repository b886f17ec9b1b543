package dev.latchkey.house.doors;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.util.Map;

/** Through the hosted pages, with the token in a cookie. */
final class PagesDoor extends Door {
  @Override
  public String contract() {
    return "pages";
  }

  @Override
  public HttpResponse<String> signUp(RunningHouse house, Person person) {
    return PageForms.post(
        house,
        "/account/sign-up",
        Map.of(
            "email", person.email(),
            "password", person.password(),
            "password_again", person.password()));
  }

  @Override
  public HttpResponse<String> signIn(RunningHouse house, String name, String password) {
    return PageForms.post(house, "/account/sign-in", Map.of("name", name, "password", password));
  }

  @Override
  public boolean isIn(HttpResponse<String> answer) {
    return answer.statusCode() == 303 && PageForms.cookie(answer, "latchkey").isPresent();
  }

  @Override
  public String[] key(HttpResponse<String> signedIn) {
    return new String[] {
      "Cookie", "latchkey=" + PageForms.cookie(signedIn, "latchkey").orElseThrow()
    };
  }

  @Override
  public HttpResponse<String> check(RunningHouse house, String... key) {
    return house.get("/account", key);
  }

  @Override
  public boolean isKnown(HttpResponse<String> checked) {
    return checked.statusCode() == 200;
  }

  /** The page without the values of its fields: what was typed, and what is new each time. */
  @Override
  public String said(HttpResponse<String> answer) {
    return answer.body().replaceAll(" value=\"[^\"]*\"", "");
  }
}
