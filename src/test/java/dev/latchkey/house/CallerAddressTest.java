package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.wire.http.HttpSettings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Budgets and locks go by the address of the caller, which nobody can choose. */
class CallerAddressTest {
  private static final int PLENTY = 1_000_000;
  private static final BudgetSettings THREE_AN_ADDRESS =
      new BudgetSettings(PLENTY, Duration.ofMinutes(10), 3, PLENTY, PLENTY, PLENTY);

  private static RunningHouse start(List<String> trusted) {
    return RunningHouse.start(
        settings -> {
          HttpSettings http = Changed.with(settings.http(), "trustedProxies", trusted);
          return settings.withHttp(http).withBudgets(THREE_AN_ADDRESS);
        });
  }

  private static HttpResponse<String> guess(RunningHouse house, String... headers) {
    return house.post("/sign_in", "{\"login\":\"nobody\",\"password\":\"wrong\"}", headers);
  }

  private static int status(RunningHouse house, String forwarded) {
    return guess(house, "X-Forwarded-For", forwarded).statusCode();
  }

  @Test
  void an_untrusted_peer_gets_no_second_budget_by_any_header() {
    try (RunningHouse house = start(List.of())) {
      for (int i = 0; i < 3; i++) {
        assertThat(status(house, "192.0.2." + i)).isEqualTo(401);
      }
      HttpResponse<String> spent = guess(house, "X-Forwarded-For", "192.0.2.99");
      assertThat(spent.statusCode()).isEqualTo(429);
      assertThat(spent.headers().firstValue("retry-after")).isPresent();
      for (String header : List.of("X-Real-IP", "Forwarded", "X_Forwarded_For", "True-Client-IP")) {
        assertThat(guess(house, header, "192.0.2.99").statusCode()).isEqualTo(429);
      }
    }
  }

  @Test
  void behind_a_trusted_proxy_each_client_has_its_own_budget() {
    try (RunningHouse house = start(List.of("127.0.0.1"))) {
      for (int i = 0; i < 3; i++) {
        assertThat(status(house, "192.0.2.1")).isEqualTo(401);
      }
      assertThat(status(house, "192.0.2.1")).isEqualTo(429);
      assertThat(status(house, "192.0.2.2")).isEqualTo(401);
    }
  }

  @Test
  void what_a_client_wrote_into_the_list_itself_changes_nothing() {
    try (RunningHouse house = start(List.of("127.0.0.1"))) {
      for (int i = 0; i < 3; i++) {
        assertThat(status(house, "203.0.113." + i + ", 192.0.2.1")).isEqualTo(401);
      }
      assertThat(status(house, "203.0.113.77, 192.0.2.1")).isEqualTo(429);
      assertThat(status(house, "192.0.2.1, 127.0.0.1")).isEqualTo(429);
      // What is no address leaves the peer's own, which has a budget, too.
      for (int i = 0; i < 3; i++) {
        assertThat(status(house, "unknown" + i)).isEqualTo(401);
      }
      assertThat(status(house, "unknown9")).isEqualTo(429);
    }
  }

  @Test
  void all_addresses_of_an_ipv6_network_share_a_budget() {
    try (RunningHouse house = start(List.of("127.0.0.1"))) {
      for (int i = 0; i < 3; i++) {
        assertThat(status(house, "2001:db8:1:2::" + i)).isEqualTo(401);
      }
      assertThat(status(house, "2001:db8:1:2:ffff::1")).isEqualTo(429);
      assertThat(status(house, "2001:db8:1:3::1")).isEqualTo(401);
    }
  }
}
