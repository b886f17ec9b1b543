package dev.latchkey.wire.contract.privatetoken;

import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds when many ask at once. */
class RacesTest {
  private static final int CALLERS = 40;

  private static RunningHouse house;
  private static PrivateTokenClient client;

  @BeforeAll
  static void start() {
    // Attempts under way count against the budget of their name.
    BudgetSettings wide = new BudgetSettings(1000, Duration.ofMinutes(10), 1200, 600, 10, 600);
    house = RunningHouse.start(settings -> settings.withBudgets(wide));
    client = new PrivateTokenClient(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void of_many_sign_ups_for_one_address_in_any_case_one_succeeds() throws Exception {
    List<HttpResponse<String>> answers =
        atOnce(
            i ->
                house.post(
                    "/sign_up",
                    Json.write(
                        Map.of(
                            "username",
                            "racer_" + i,
                            "email",
                            i % 2 == 0 ? "Race@example.com" : "race@EXAMPLE.com",
                            "password",
                            "test1234",
                            "password_confirmation",
                            "test1234"))));

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() != 200)
        .allMatch(answer -> answer.statusCode() == 422 || answer.statusCode() == 503)
        .anyMatch(answer -> answer.body().contains("邮箱已被占用"));
  }

  @Test
  void many_sign_ins_at_once_get_one_token() throws Exception {
    client.signUp("popular");

    List<HttpResponse<String>> answers = atOnce(i -> client.signIn("popular", "test1234"));

    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 200)
        .isNotEmpty()
        .extracting(PrivateTokenClient::token)
        .containsOnly(token(client.signIn("popular", "test1234")));
    assertThat(answers)
        .allMatch(answer -> answer.statusCode() == 200 || answer.statusCode() == 503);
  }

  @Test
  void many_first_wechat_sign_ins_at_once_make_one_account() throws Exception {
    List<HttpResponse<String>> answers = atOnce(i -> client.weChat(Map.of("uid", "race")));

    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 200)
        .isNotEmpty()
        .extracting(HttpResponse::body)
        .containsOnly(client.weChat(Map.of("uid", "race")).body());
    assertThat(answers)
        .allMatch(answer -> answer.statusCode() == 200 || answer.statusCode() == 503);
  }

  @Test
  void of_many_changes_of_the_password_at_once_one_succeeds() throws Exception {
    String token = client.newToken("changing");

    List<HttpResponse<String>> answers =
        atOnce(i -> client.changePassword(token, "test1234", "another" + i + "5678"));

    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 200)
        .singleElement()
        .satisfies(
            answer -> assertThat(client.user(token(answer)).body()).isEqualTo(answer.body()));
    assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(200, 401, 422, 503);
    assertThat(client.user(token).statusCode()).isEqualTo(401);
  }

  private static List<HttpResponse<String>> atOnce(Caller caller) throws Exception {
    CountDownLatch barrier = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> pending = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int number = i;
        Callable<HttpResponse<String>> call =
            () -> {
              barrier.await();
              return caller.call(number);
            };
        pending.add(callers.submit(call));
      }
      barrier.countDown();
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (Future<HttpResponse<String>> one : pending) {
        answers.add(one.get());
      }
      return answers;
    }
  }

  @FunctionalInterface
  private interface Caller {
    HttpResponse<String> call(int number);
  }
}
