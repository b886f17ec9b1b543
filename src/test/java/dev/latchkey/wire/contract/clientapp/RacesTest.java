package dev.latchkey.wire.contract.clientapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What holds when many ask at once. */
class RacesTest {
  private static final int CALLERS = 40;

  @Test
  void of_many_sign_ups_for_one_name_in_any_case_one_succeeds() throws Exception {
    try (RunningHouse house = RunningHouse.start();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      AppClient client = new AppClient(house);
      CountDownLatch barrier = new CountDownLatch(1);
      List<Future<HttpResponse<String>>> pending = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        String name = i % 2 == 0 ? "Racer" : "rACER";
        pending.add(
            callers.submit(
                () -> {
                  barrier.await();
                  return client.signUp(name);
                }));
      }
      barrier.countDown();
      List<Integer> statuses = new ArrayList<>();
      for (Future<HttpResponse<String>> one : pending) {
        statuses.add(one.get().statusCode());
      }

      assertThat(statuses).containsOnlyOnce(200);
      assertThat(statuses).contains(422);
      assertThat(statuses).allMatch(status -> status == 200 || status == 422 || status == 503);
    }
  }
}
