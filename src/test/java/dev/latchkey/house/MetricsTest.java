package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.wire.http.HttpSettings;
import dev.latchkey.wire.http.MetricsSettings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code /metrics} tells, and to whom. */
class MetricsTest {
  private static final Pattern LABEL = Pattern.compile("[{,]([a-z]+)=");

  @Test
  void every_contract_is_counted_by_route_and_status() {
    try (RunningHouse house = RunningHouse.start()) {
      for (Door door : Doors.ALL) {
        Person person = Person.fresh();
        door.signUp(house, person);
        door.knows(house, door.enter(house, person));
        String figures = house.get("/metrics").body();
        assertThat(figures)
            .contains("latchkey_requests_seconds_count{contract=\"" + door.contract() + "\"");
      }
      assertThat(house.get("/metrics").body())
          .contains("contract=\"private-token\",route=\"POST /sign_in\",status=\"200\"} 1")
          .contains("latchkey_hash_done_total")
          .contains("latchkey_check_hits_total")
          .contains("latchkey_upkeep_removed_sessions_total")
          .contains("jvm_memory_used_bytes");
    }
  }

  @Test
  void letters_that_wait_and_the_work_of_the_writer_are_counted() {
    try (RunningHouse house = RunningHouse.start()) {
      Person person = Person.fresh();
      Door door = Doors.CONTRACTS.getLast();
      door.signUp(house, person);
      house.house().features().requestReset().request(RealmName.MAIN, person.email(), Origin.LOCAL);
      house.clock().advance(Duration.ofSeconds(40));

      Pattern waits = Pattern.compile("(?m)^latchkey_letters_waiting 1\\.0$");
      String figures = house.get("/metrics").body();
      long start = System.nanoTime();
      while (!waits.matcher(figures).find()) {
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        LockSupport.parkNanos(100_000_000);
        figures = house.get("/metrics").body();
      }

      assertThat(figure(figures, "latchkey_letters_oldest_seconds")).isBetween(40.0, 90.0);
      double commits = figure(figures, "latchkey_writer_commits_total");
      assertThat(commits).isPositive();
      assertThat(figure(figures, "latchkey_writer_transactions_total"))
          .isGreaterThanOrEqualTo(commits);
      assertThat(figure(figures, "latchkey_hash_working")).isZero();
      assertThat(figures).doesNotContain("latchkey_database_connections");
    }
  }

  private static double figure(String figures, String name) {
    return figures
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nothing_that_a_caller_chose_becomes_a_label() {
    try (RunningHouse house = RunningHouse.start()) {
      Person person = Person.fresh();
      for (Door door : Doors.ALL) {
        door.signUp(house, person);
        door.signIn(house, person.email(), "canary-password");
      }
      house.get("/canary-path/canary");
      house.send("PATCH", "/sign_in", "{}");
      house.get("/users/123456789");

      String figures = house.get("/metrics").body();

      assertThat(figures).doesNotContain("canary", person.username(), person.email(), "123456789");
      assertThat(LABEL.matcher(figures).results().map(found -> found.group(1)))
          .isSubsetOf("contract", "route", "status", "le", "area", "id", "state");
      assertThat(figures).contains("contract=\"none\",route=\"(unknown path)\",status=\"404\"");
    }
  }

  @Test
  void callers_outside_the_chosen_networks_and_behind_a_proxy_find_nothing() {
    try (RunningHouse closed =
            RunningHouse.start(
                settings -> settings.withMetrics(new MetricsSettings(List.of("192.0.2.0/24"))));
        RunningHouse proxied =
            RunningHouse.start(
                settings ->
                    settings
                        .withMetrics(new MetricsSettings(List.of("192.0.2.0/24", "127.0.0.0/8")))
                        .withHttp(HttpSettings.DEFAULT.listeningAt("127.0.0.1", 0)));
        RunningHouse usual = RunningHouse.start()) {
      HttpResponse<String> unknown = usual.get("/nothing-here");
      for (HttpResponse<String> hidden :
          List.of(
              closed.get("/metrics"),
              proxied.get("/metrics", "X-Forwarded-For", "192.0.2.7"),
              usual.get("/metrics", "X-Forwarded-For", "203.0.113.9"),
              usual.get("/metrics", "Forwarded", "for=203.0.113.9"))) {
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(hidden.body()).isEqualTo(unknown.body());
      }
      assertThat(usual.get("/metrics").statusCode()).isEqualTo(200);
    }
  }
}
