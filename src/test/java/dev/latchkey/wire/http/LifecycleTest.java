package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.kernel.StartProblem;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleTest {
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  private final TestContract slow =
      TestContract.full().with(Route.get("/slow", request -> whenReleased()));

  private Reply whenReleased() {
    arrived.countDown();
    try {
      boolean isReleased = released.await(10, TimeUnit.SECONDS);
      return Reply.json(200, "{\"released\":" + isReleased + "}");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.empty(500);
    }
  }

  @Test
  void a_request_in_flight_is_answered_before_the_listener_stops() throws Exception {
    RunningServer server = new RunningServer(RunningServer.SMALL, slow);
    try (RawClient client = new RawClient(server.port())) {
      client.send(RunningServer.head("GET /slow"));
      arrived.await();
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
      awaitRefusal(server.port());
      released.countDown();

      RawClient.Answer answer = client.receive();
      assertThat(answer.body()).isEqualTo("{\"released\":true}");
      assertThat(answer.header("Connection")).contains("close");
      stopped.get(2, TimeUnit.SECONDS);
    }
  }

  private static void awaitRefusal(int port) throws Exception {
    for (int i = 0; i < 1000; i++) {
      try (RawClient late = new RawClient(port)) {
        assertThat(late.socket().isConnected()).isTrue();
      } catch (SocketException closed) {
        // Refused, or reset where the listener closed with the connection in its backlog.
        return;
      }
    }
    throw new AssertionError("the listener still takes connections");
  }

  @Test
  void an_endpoint_that_hangs_does_not_keep_the_listener_from_stopping() throws Exception {
    RunningServer server = new RunningServer(RunningServer.SMALL, slow);
    try (RawClient client = new RawClient(server.port())) {
      client.send(RunningServer.head("GET /slow"));
      arrived.await();

      assertThat(timeToStop(server)).isLessThan(Duration.ofSeconds(2));
      assertThat(client.isClosedByServer()).isTrue();
    } finally {
      released.countDown();
    }
  }

  @Test
  void idle_connections_are_closed_at_once() throws Exception {
    RunningServer server = new RunningServer(RunningServer.SMALL, TestContract.full());
    try (RawClient used = new RawClient(server.port());
        RawClient fresh = new RawClient(server.port())) {
      used.send(RunningServer.head("GET /plain"));
      assertThat(used.receive().status()).isEqualTo(200);

      assertThat(timeToStop(server)).isLessThan(Duration.ofSeconds(1));
      assertThat(used.isClosedByServer()).isTrue();
      assertThat(fresh.isClosedByServer()).isTrue();
    }
  }

  @Test
  void a_server_that_drains_takes_requests_on_and_closes_each_connection_behind_its_answer()
      throws Exception {
    Duration drain = Duration.ofMillis(800);
    RunningServer server =
        new RunningServer(RunningServer.SMALL.draining(drain), TestContract.full());
    try (RawClient kept = new RawClient(server.port())) {
      kept.send(RunningServer.head("GET /plain"));
      assertThat(kept.receive().header("Connection")).isEmpty();
      long begin = System.nanoTime();
      CompletableFuture<Duration> stopped = CompletableFuture.supplyAsync(() -> timeToStop(server));
      RawClient.Answer fresh = server.ask("GET /plain");
      while (fresh.header("Connection").isEmpty()) {
        assertThat(fresh.status()).isEqualTo(200);
        assertThat(System.nanoTime() - begin).isLessThan(drain.toNanos());
        fresh = server.ask("GET /plain");
      }
      assertThat(fresh.status()).isEqualTo(200);
      assertThat(fresh.header("Connection")).contains("close");
      kept.send(RunningServer.head("GET /plain"));
      RawClient.Answer old = kept.receive();
      assertThat(old.status()).isEqualTo(200);
      assertThat(old.header("Connection")).contains("close");
      assertThat(stopped.get(5, TimeUnit.SECONDS)).isBetween(drain, Duration.ofSeconds(3));
      assertThatThrownBy(() -> new RawClient(server.port())).isInstanceOf(ConnectException.class);
    }
  }

  private static Duration timeToStop(RunningServer server) {
    long begin = System.nanoTime();
    server.close();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  void stopping_twice_is_stopping_once() {
    RunningServer server = new RunningServer(RunningServer.SMALL, TestContract.full());
    server.close();
    server.close();
    assertThatThrownBy(() -> new RawClient(server.port())).isInstanceOf(ConnectException.class);
  }

  @Test
  void a_port_that_is_taken_is_said_in_one_line() {
    try (RunningServer first = new RunningServer(RunningServer.SMALL, TestContract.full())) {
      assertThatThrownBy(() -> starting("127.0.0.1", first.port()).start())
          .isInstanceOf(StartProblem.class)
          .hasMessage(
              "cannot listen on 127.0.0.1:"
                  + first.port()
                  + ": another program has it; stop that program or set another port");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no.such.host.invalid", "256.1.1.1", "not a host"})
  void a_host_without_address_is_said_in_one_line(String host) {
    assertThatThrownBy(() -> starting(host, 0).start())
        .isInstanceOf(StartProblem.class)
        .hasMessageStartingWith("the host " + host + " has no address; set an address");
  }

  @Test
  void an_address_of_another_machine_is_said_in_one_line() {
    assertThatThrownBy(() -> starting("192.0.2.1", 0).start())
        .isInstanceOf(StartProblem.class)
        .hasMessage(
            "cannot listen on 192.0.2.1:0: this machine has no such address; set one that it has");
  }

  @Test
  void connections_beyond_the_limit_wait_for_their_turn() throws Exception {
    HttpSettings d = HttpSettings.DEFAULT;
    HttpSettings ten =
        new HttpSettings(
            d.host(),
            0,
            d.maxBodyBytes(),
            d.maxHeaderBytes(),
            d.maxHeaders(),
            d.requestTimeout(),
            d.idleTimeout(),
            d.trustedProxies(),
            d.maxMessageBytes(),
            d.socketIdleTimeout(),
            10,
            d.drain());
    List<RawClient> open = new ArrayList<>();
    try (RunningServer server = new RunningServer(ten, TestContract.full())) {
      for (int i = 0; i < 10; i++) {
        RawClient client = new RawClient(server.port());
        open.add(client);
        client.send(RunningServer.head("GET /plain"));
        assertThat(client.receive().status()).isEqualTo(200);
      }
      try (RawClient eleventh = new RawClient(server.port())) {
        eleventh.send(RunningServer.head("GET /plain"));
        assertThat(eleventh.staysQuietFor(Duration.ofMillis(200))).isTrue();

        open.getFirst().close();

        assertThat(eleventh.receive().status()).isEqualTo(200);
      }
    } finally {
      for (RawClient client : open) {
        client.close();
      }
    }
  }

  @Test
  void a_trusted_proxy_written_in_error_is_refused_at_once() {
    HttpSettings wrong = HttpSettings.DEFAULT.trusting(List.of("proxy.example"));

    assertThatThrownBy(() -> server(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("proxy.example");
  }

  private static HttpServer starting(String host, int port) {
    return server(RunningServer.SMALL.listeningAt(host, port));
  }

  private static HttpServer server(HttpSettings settings) {
    return new HttpServer(
        settings, new Router(List.of(TestContract.full())), RunningServer.ENTROPY);
  }
}
