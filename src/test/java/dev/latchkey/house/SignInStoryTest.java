package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.session.Session;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sign-in that ARCHITECTURE.md tells of. */
class SignInStoryTest {
  @Test
  void one_sign_in_from_socket_to_socket() {
    try (RunningHouse house = RunningHouse.start()) {
      house.post(
          "/api/v1/session/signup",
          "[{\"username\":\"joe@example.com\",\"password\":\"correct horse\"}]");

      // snippet: request
      HttpResponse<String> answer =
          house.post(
              "/api/v1/session/signin",
              "[{\"username\":\"joe@example.com\",\"password\":\"correct horse\"}]");
      // end

      // snippet: answer
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .startsWith(
              "{\"status\":200,\"reason\":\"OK\",\"exception\":false,\"data\":{\"token\":\"");
      List<Session> sessions = house.house().ports().sessions().of(new AccountId(100));
      assertThat(sessions).extracting(Session::contract).containsExactly("session-rpc");
      // end

      String token = answer.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
      assertThat(signInAgain(house, token)).contains("\"status\":200");

      // snippet: ending
      house.house().core().endSession().end(sessions.getFirst().id(), Origin.LOCAL);
      assertThat(signInAgain(house, token))
          .startsWith("{\"status\":401,\"reason\":\"Not authenticated\"");
      // end
    }
  }

  /** Asks by the token alone. */
  private static String signInAgain(RunningHouse house, String token) {
    return house
        .post("/api/v1/session/signin", "[null,null]", "Authorization", "Bearer " + token)
        .body();
  }
}
