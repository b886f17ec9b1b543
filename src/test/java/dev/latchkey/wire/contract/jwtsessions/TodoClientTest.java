package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The life of a single-page client as it was shipped: on another port of localhost, cookies with
 * credentials, no token ever in its hands but the CSRF token; after any 401 it refreshes once, asks
 * who it is, and repeats what it wanted.
 */
class TodoClientTest {
  private RunningHouse house;

  @BeforeEach
  void start() {
    house = RunningHouse.start();
  }

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void a_day_in_the_life() {
    Page page = new Page(house);
    page.signUp("todo@example.com");
    assertThat(page.shownError()).isEmpty();
    assertThat(page.whoAmI()).contains("todo@example.com");
    page.signOut();
    assertThat(page.isAtStart()).isTrue();

    page.signIn("todo@example.com", "wrong password");
    assertThat(page.shownError()).isEqualTo("Not authorized");
    page.signIn("todo@example.com", JwtClient.PASSWORD);
    assertThat(page.whoAmI()).contains("todo@example.com");

    for (int hour = 0; hour < 8; hour++) {
      house.clock().advance(Duration.ofMinutes(61));
      assertThat(page.whoAmI()).as("hour %d", hour).contains("todo@example.com");
      assertThat(page.isAtStart()).isFalse();
    }
    assertThat(page.refreshes()).isEqualTo(8);

    house.clock().advance(Duration.ofMinutes(61));
    page.signOut();
    assertThat(page.isAtStart()).isTrue();
    assertThat(page.cookies()).isEmpty();
  }

  @Test
  void a_page_that_was_left_open_for_too_long_goes_back_to_the_start() {
    Page page = new Page(house);
    page.signUp("todo@example.com");
    house.clock().advance(Duration.ofDays(7));
    page.whoAmI();
    assertThat(page.isAtStart()).isTrue();
    page.signIn("todo@example.com", JwtClient.PASSWORD);
    assertThat(page.whoAmI()).contains("todo@example.com");
  }

  @Test
  void a_sign_up_that_fails_shows_the_messages() {
    Page page = new Page(house);
    page.signUp("no address");
    assertThat(page.shownError()).isEqualTo("Email is invalid");
  }

  /** One open page. */
  private static final class Page {
    private static final String ORIGIN = "http://localhost:8080";

    private final JwtClient client;
    private String error = "";
    private boolean atStart;
    private int refreshes;

    Page(RunningHouse house) {
      this.client = new JwtClient(house);
    }

    void signUp(String email) {
      entered(
          client.signUp(email, "Origin", ORIGIN, "Accept", "application/json, text/plain, */*"));
    }

    void signIn(String email, String password) {
      entered(
          client.signIn(
              email, password, "Origin", ORIGIN, "Accept", "application/json, text/plain, */*"));
    }

    private void entered(HttpResponse<String> answer) {
      if (answer.statusCode() >= 400) {
        error = String.valueOf(JwtClient.object(answer.body()).get("error"));
        return;
      }
      error = "";
      atStart = false;
      assertReadable(answer);
      assertThat(plain("GET", "/me").statusCode()).isEqualTo(200);
    }

    String whoAmI() {
      return secured("GET", "/me").body();
    }

    void signOut() {
      HttpResponse<String> answer = secured("DELETE", "/signin");
      assertThat(answer.body()).isEqualTo("\"ok\"");
      atStart = true;
    }

    private HttpResponse<String> secured(String method, String path) {
      HttpResponse<String> answer = plain(method, path);
      if (answer.statusCode() != 401) {
        return answer;
      }
      HttpResponse<String> refreshed = plain("POST", "/refresh");
      if (refreshed.statusCode() != 200) {
        atStart = true;
        return refreshed;
      }
      refreshes++;
      assertThat(plain("GET", "/me").statusCode()).isEqualTo(200);
      return plain(method, path);
    }

    private HttpResponse<String> plain(String method, String path) {
      List<String> headers = new ArrayList<>(List.of("Origin", ORIGIN));
      headers.addAll(List.of("Accept", "application/json, text/plain, */*"));
      headers.addAll(List.of("Content-Type", "application/json"));
      HttpResponse<String> answer = client.byCookie(method, path, headers.toArray(String[]::new));
      assertReadable(answer);
      return answer;
    }

    private static void assertReadable(HttpResponse<String> answer) {
      assertThat(answer.headers().firstValue("access-control-allow-origin")).contains(ORIGIN);
      assertThat(answer.headers().firstValue("access-control-allow-credentials")).contains("true");
    }

    String shownError() {
      return error;
    }

    boolean isAtStart() {
      return atStart;
    }

    int refreshes() {
      return refreshes;
    }

    List<String> cookies() {
      return List.copyOf(client.cookies().keySet());
    }
  }
}
