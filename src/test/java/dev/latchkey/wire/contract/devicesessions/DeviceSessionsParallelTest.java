package dev.latchkey.wire.contract.devicesessions;

import static dev.latchkey.wire.contract.devicesessions.DeviceClient.CHROME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds when many ask at the same time. */
class DeviceSessionsParallelTest {
  private static final int CALLERS = 50;

  private static RunningHouse house;
  private static DeviceClient client;

  @BeforeAll
  static void start() {
    house =
        RunningHouse.start(
            settings ->
                settings.withBudgets(
                    new BudgetSettings(
                        10_000, Duration.ofMinutes(10), 100_000, 100_000, 10_000, 10_000)));
    client = new DeviceClient(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void parallel_sign_ins_of_one_program_share_one_session_and_one_token() {
    String first = DeviceClient.token(client.signUp("multi"));
    assertThat(client.end(first, DeviceClient.number(first)).statusCode()).isEqualTo(200);
    Set<String> tokens = new HashSet<>();
    for (HttpResponse<String> answer : atOnce(caller -> client.signIn("multi", CHROME))) {
      tokens.add(DeviceClient.token(answer));
    }
    assertThat(tokens).hasSize(1).doesNotContain(first);
    String token = tokens.iterator().next();
    assertThat(DeviceClient.rows(client.authorizations(token))).hasSize(1);
    assertThat(client.current(first).statusCode()).isEqualTo(401);
  }

  @Test
  void parallel_registrations_of_one_address_make_one_account() {
    List<HttpResponse<String>> answers =
        atOnce(
            caller ->
                client.signUp(
                    caller % 2 == 0 ? "Race@mail.example" : "race@MAIL.example", "race" + caller));
    assertThat(answers.stream().filter(one -> one.statusCode() == 200)).hasSize(1);
    assertThat(answers.stream().filter(one -> one.statusCode() != 200))
        .allSatisfy(
            one ->
                assertThat(one.body())
                    .isEqualTo("{\"errors\":{\"email\":[\" email already taken\"]}}"));
  }

  @Test
  void of_parallel_uses_of_one_mailed_secret_one_sets_the_password() {
    DeviceClient.token(client.signUp("once"));
    client.restore("once@mail.example");
    String secret = new Mailbox(house).secret("once@mail.example");
    List<HttpResponse<String>> answers =
        atOnce(caller -> client.reset(secret, "Password-" + caller));
    assertThat(answers.stream().filter(one -> one.statusCode() == 200)).hasSize(1);
    int winner = indexOfSuccess(answers);
    for (int caller = 0; caller < CALLERS; caller++) {
      int status = client.signIn("once@mail.example", "Password-" + caller, CHROME).statusCode();
      assertThat(status).isEqualTo(caller == winner ? 200 : 422);
    }
  }

  @Test
  void of_parallel_deletes_of_one_session_one_returns_its_row() {
    String token = DeviceClient.token(client.signUp("del"));
    List<HttpResponse<String>> answers =
        atOnce(caller -> client.end(token, DeviceClient.number(token)));
    assertThat(answers.stream().filter(one -> one.statusCode() == 200)).hasSize(1);
    assertThat(answers.stream().map(HttpResponse::statusCode)).isSubsetOf(200, 401, 404);
  }

  private static int indexOfSuccess(List<HttpResponse<String>> answers) {
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).statusCode() == 200) {
        return i;
      }
    }
    throw new AssertionError("nobody succeeded");
  }

  /** Lets many callers go at the same moment; their answers stand in the order of callers. */
  private static List<HttpResponse<String>> atOnce(IntFunction<HttpResponse<String>> call) {
    CountDownLatch go = new CountDownLatch(1);
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> running = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        running.add(
            threads.submit(
                () -> {
                  go.await();
                  return call.apply(caller);
                }));
      }
      go.countDown();
      for (Future<HttpResponse<String>> one : running) {
        answers.add(one.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return answers;
  }
}
