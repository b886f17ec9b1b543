package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many at once. */
class JwtSessionsRaceTest {
  private static final int ROUNDS = 20;

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
  void two_parallel_refreshes_get_the_same_successor() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      refreshInParallel(2);
    }
  }

  @Test
  void fifty_parallel_refreshes_get_the_same_successor() throws Exception {
    refreshInParallel(50);
  }

  private void refreshInParallel(int count) throws Exception {
    JwtClient client = JwtClient.of(house);
    house.clock().advance(Duration.ofHours(1));
    String cookie = client.cookieHeader();
    String csrf = client.csrf();
    List<HttpResponse<String>> answers =
        atOnce(
            count,
            () -> house.post("/v1/auth/refresh", "{}", "Cookie", cookie, "X-CSRF-Token", csrf));
    Set<String> tokens = new HashSet<>();
    Set<String> secrets = new HashSet<>();
    for (HttpResponse<String> answer : answers) {
      assertThat(answer.statusCode()).isEqualTo(200);
      tokens.add(answer.headers().firstValue("set-cookie").orElseThrow());
      String shown = JwtClient.csrfOf(answer);
      secrets.add(JwtClient.secretOf(shown));
    }
    assertThat(tokens).hasSize(1);
    assertThat(secrets).hasSize(1);
    String line = tokens.iterator().next();
    String access = line.substring("jwt_access=".length(), line.indexOf(';'));
    assertThat(JwtClient.statusOf(house, access)).isEqualTo(200);
  }

  @Test
  void parallel_refreshes_by_refresh_token_get_the_same_successor() throws Exception {
    String refresh =
        new JwtClient(house)
            .signUp(JwtClient.newAddress(), "X-Token-Delivery", "header")
            .headers()
            .firstValue("x-refresh-token")
            .orElseThrow();
    house.clock().advance(Duration.ofHours(1));
    Set<String> tokens = new HashSet<>();
    for (HttpResponse<String> answer :
        atOnce(
            20,
            () ->
                house.post(
                    "/v1/auth/refresh",
                    "{}",
                    "X-Refresh-Token",
                    refresh,
                    "X-Token-Delivery",
                    "header"))) {
      assertThat(answer.statusCode()).isEqualTo(200);
      tokens.add(answer.headers().firstValue("x-access-token").orElseThrow());
    }
    assertThat(tokens).hasSize(1);
  }

  @Test
  void once_a_sign_out_was_answered_no_token_of_the_session_works_however_a_refresh_raced_it()
      throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      JwtClient client = JwtClient.of(house);
      String access = client.access();
      house.clock().advance(Duration.ofHours(1));
      List<Callable<HttpResponse<String>>> calls =
          List.of(
              () -> house.post("/v1/auth/refresh", "{}", "Authorization", access),
              () -> house.send("DELETE", "/v1/auth/sign_out", "", "Authorization", access));
      List<HttpResponse<String>> answers = atOnce(calls);
      assertThat(answers.get(1).body()).isEqualTo("\"ok\"");
      for (String line : answers.get(0).headers().allValues("set-cookie")) {
        String renewed = line.substring("jwt_access=".length(), line.indexOf(';'));
        assertThat(JwtClient.statusOf(house, renewed)).isEqualTo(401);
      }
    }
  }

  @Test
  void of_many_parallel_sign_ups_with_one_address_exactly_one_succeeds() throws Exception {
    int made = 0;
    for (HttpResponse<String> answer :
        atOnce(20, () -> house.post("/v1/auth", JwtClient.signUpBody("one@example.com")))) {
      assertThat(answer.statusCode()).isIn(201, 422);
      made += answer.statusCode() == 201 ? 1 : 0;
    }
    assertThat(made).isEqualTo(1);
  }

  private static <T> List<T> atOnce(int count, Callable<T> call) throws Exception {
    List<Callable<T>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(call);
    }
    return atOnce(calls);
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(calls.size());
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> call : calls) {
        futures.add(
            threads.submit(
                () -> {
                  barrier.await();
                  return call.call();
                }));
      }
      for (Future<T> future : futures) {
        results.add(future.get());
      }
    }
    return results;
  }
}
