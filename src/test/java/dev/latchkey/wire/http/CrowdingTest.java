package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Somebody opens all connections that there may be, and says nothing. */
class CrowdingTest {
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  private Reply whenReleased() {
    arrived.countDown();
    try {
      return Reply.json(200, "{\"released\":" + released.await(20, TimeUnit.SECONDS) + "}");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.empty(500);
    }
  }

  @Test
  void idle_connections_make_room_for_others_and_requests_in_flight_stay() throws Exception {
    TestContract slow = TestContract.full().with(Route.get("/slow", request -> whenReleased()));
    List<RawClient> crowd = new ArrayList<>();
    try (RunningServer server = new RunningServer(RunningServer.SMALL, slow);
        RawClient inFlight = new RawClient(server.port())) {
      inFlight.send(RunningServer.head("GET /slow"));
      arrived.await();
      for (int i = 1; i < RunningServer.SMALL.maxConnections(); i++) {
        crowd.add(new RawClient(server.port()));
      }
      // The listener takes no more; this one waits until there is room.
      assertThat(server.ask("GET /plain").status()).isEqualTo(200);
      released.countDown();
      assertThat(inFlight.receive().body()).isEqualTo("{\"released\":true}");
    } finally {
      released.countDown();
      for (RawClient one : crowd) {
        one.close();
      }
    }
  }
}
