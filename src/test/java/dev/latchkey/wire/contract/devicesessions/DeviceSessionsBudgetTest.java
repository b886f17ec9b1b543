package dev.latchkey.wire.contract.devicesessions;

import static dev.latchkey.wire.contract.devicesessions.DeviceClient.CHROME;
import static dev.latchkey.wire.contract.devicesessions.DeviceClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who asks too often is told when to ask again. */
class DeviceSessionsBudgetTest {
  private static RunningHouse house;
  private static DeviceClient client;
  private static Mailbox mailbox;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new DeviceClient(house);
    mailbox = new Mailbox(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void guessing_is_slowed_down_for_known_and_unknown_addresses_alike() {
    DeviceClient.token(client.signUp("guessed"));
    HttpResponse<String> known = guessUntilThrottled("guessed@mail.example");
    HttpResponse<String> unknown = guessUntilThrottled("unguessed@mail.example");
    assertThat(known.body()).isEqualTo(unknown.body());
    assertThat(known.headers().firstValue("Retry-After"))
        .isEqualTo(unknown.headers().firstValue("Retry-After"));
    assertThat(DeviceClient.errors(known).get("base")).isInstanceOf(List.class);
  }

  private static HttpResponse<String> guessUntilThrottled(String email) {
    for (int i = 0; i < 20; i++) {
      assertThat(client.signIn(email, "Guess" + i + "xx", CHROME).statusCode()).isEqualTo(422);
    }
    HttpResponse<String> answer = client.signIn(email, "Guess20xx", CHROME);
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    return answer;
  }

  @Test
  void letters_to_one_address_are_bounded_for_known_and_unknown_alike() {
    DeviceClient.token(client.signUp("flood"));
    HttpResponse<String> known = askUntilThrottled("flood@mail.example");
    HttpResponse<String> unknown = askUntilThrottled("noflood@mail.example");
    assertThat(known.body()).isEqualTo(unknown.body());
    assertThat(mailbox.letters("flood@mail.example")).hasSizeBetween(1, 10);
  }

  private static HttpResponse<String> askUntilThrottled(String email) {
    for (int i = 0; i < 10; i++) {
      assertThat(client.restore(email).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> answer = client.restore(email);
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    return answer;
  }

  @Test
  void sign_ins_that_succeed_spend_nothing() {
    DeviceClient.token(client.signUp("often"));
    for (int i = 0; i < 30; i++) {
      assertThat(client.signIn("often@mail.example", PASSWORD, CHROME).statusCode()).isEqualTo(200);
    }
  }
}
