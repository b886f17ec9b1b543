package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.House;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.feature.usage.Door;
import dev.latchkey.feature.usage.DoorUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line tells of the use of doors. */
class ContractUsageCommandTest {
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  @TempDir Path directory;

  @BeforeEach
  void makeStore() {
    House.open(ServerSettings.DEFAULT.withData(directory.resolve("data"))).close();
  }

  private void keep(DoorUse... uses) {
    try (House house = House.open(ServerSettings.DEFAULT.withData(directory.resolve("data")))) {
      house.ports().doorUses().add(List.of(uses));
    }
  }

  private DoorUse use(int daysAgo, String contract, String route, String form, long used) {
    return use(daysAgo, contract, route, form, "okhttp/4.9", used, 0);
  }

  private DoorUse use(
      int daysAgo,
      String contract,
      String route,
      String form,
      String agent,
      long used,
      long refused) {
    LocalDate day = today.minusDays(daysAgo);
    Instant at = day.atTime(0, 0, 30).toInstant(ZoneOffset.UTC);
    return new DoorUse(
        day, new Door(contract, route, form, agent), used, refused, used > 0 ? at : null);
  }

  private Console.Result usage(String... more) {
    List<String> words = new ArrayList<>(List.of("contract", "usage", "--data", "data"));
    words.addAll(List.of(more));
    return new Console(directory).run(words.toArray(String[]::new));
  }

  @Test
  void a_contract_that_nobody_used_in_all_these_days_can_be_closed() {
    keep(
        use(29, "private-token", "POST /sign_in", "none", 7),
        use(0, "private-token", "GET /api/v2/user", "header PRIVATE-TOKEN", 3),
        use(2, "client-app", "POST /sign-up", "none", "curl/8.5", 0, 4));
    Console.Result result = usage();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .containsPattern("private-token +" + today + "T00:00:30Z +10 +0 +█·{28}[▁-█] +okhttp/4.9")
        .containsPattern("client-app +- +0 +4 +·{30} +-")
        .contains(
            "client-app: nobody used it in 30 days. It can be closed: refuse /sign-up,"
                + " /oauth/authorize, /users/{id} at the proxy.")
        // Other contracts have paths below /api, so the whole of it must not be refused.
        .contains(
            "session-rpc: nobody used it in 30 days. It can be closed: refuse /api, /jsonrpc, ")
        .contains("/api/v1/session/signin", "/v1/session/*", "/jsonrpc/*")
        .doesNotContain("/api/*")
        .doesNotContain("private-token: nobody");
  }

  @Test
  void what_was_not_counted_long_enough_is_not_said_to_be_closable() {
    keep(use(28, "private-token", "POST /sign_in", "none", 7));
    assertThat(usage().out())
        .contains("counting began on " + today.minusDays(28))
        .contains("client-app: nobody used it in 30 days, but counting began later than that")
        .doesNotContain("can be closed");
    assertThat(usage("--days", "29").out()).contains("client-app: nobody used it in 29 days. It");
    assertThat(usage("--days", "1").out())
        .contains("client-app: nobody used it in 1 day; look at a week or more");
  }

  @Test
  void a_store_without_counts_says_so() {
    assertThat(usage().out())
        .contains("nothing has been counted yet")
        .doesNotContain("can be closed");
  }

  @Test
  void the_short_paths_that_nobody_uses_have_a_setting_that_closes_them() {
    keep(
        use(29, "jwt-sessions", "POST /v1/auth/sign_in", "none", 7),
        use(1, "jwt-sessions", "GET /v1/auth/me", "cookie", 7));
    assertThat(usage().out())
        .contains("nobody used its short paths: jwt_sessions.aliases: false closes them");
    keep(use(1, "jwt-sessions", "GET /me", "cookie", 1));
    assertThat(usage().out()).doesNotContain("aliases");
  }

  @Test
  void one_contract_is_shown_by_endpoint_and_form_of_the_token() {
    keep(
        use(29, "private-token", "POST /sign_in", "none", 7),
        use(3, "private-token", "GET /api/v2/user", "query private_token", "a/1", 1, 0),
        use(3, "private-token", "GET /api/v2/user", "query private_token", "b/1", 4, 0),
        use(3, "private-token", "GET /api/v2/user", "query private_token", "c/1", 3, 0),
        use(3, "private-token", "GET /api/v2/user", "query private_token", "d/1", 2, 0));
    assertThat(usage("--contract", "private-token").out())
        .containsPattern(
            "GET /api/v2/user +query private_token +\\S+ +10 +0 +\\S+ +b/1, c/1, d/1 and 1 more")
        .containsPattern("POST /sign_in +none ")
        .contains("Not used in this time: POST /sign_up,")
        .doesNotContain("client-app");
  }

  @Test
  void json_has_every_door_and_program_and_the_contracts_without_any() {
    keep(use(3, "private-token", "POST /sign_in", "none", "curl/8.5", 2, 1));
    assertThat(usage("--json").rows())
        .hasSize(5)
        .anySatisfy(
            row ->
                assertThat(row)
                    .containsEntry("contract", "private-token")
                    .containsEntry("endpoint", "POST /sign_in")
                    .containsEntry("token", "none")
                    .containsEntry("agent", "curl/8.5")
                    .containsEntry("used", 2L)
                    .containsEntry("refused", 1L)
                    .containsEntry("per_day", Map.of(today.minusDays(3).toString(), 2L)));
  }

  @Test
  void the_plot_is_a_picture_with_every_contract() throws Exception {
    keep(use(3, "private-token", "POST /sign_in", "none", 2));
    assertThat(usage("--plot", "usage.svg").code()).isZero();
    Path file = directory.resolve("usage.svg");
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    assertThat(Files.readString(file))
        .contains("private-token", "client-app", "not used", today.minusDays(3) + ": 2");
    Console.Result nowhere = usage("--plot", "absent/usage.svg");
    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.err()).contains("could not write").hasLineCount(1);
  }

  @Test
  void many_days_fit_into_one_line() {
    keep(use(365, "private-token", "POST /sign_in", "none", 2));
    assertThat(usage("--days", "366").out().lines()).allMatch(line -> line.length() <= 400);
    assertThat(Sparkline.of(Collections.nCopies(366, 1L))).hasSizeLessThanOrEqualTo(30);
    assertThat(Sparkline.of(List.of(0L, 1L, 8L))).isEqualTo("·▂█");
  }

  @Test
  void a_call_that_makes_no_sense_is_one_line() {
    assertThat(usage("--days", "0").err()).contains("--days must be a whole number from 1 to 366");
    assertThat(usage("--contract", "x").err()).contains("there is no contract x; there are ");
    assertThat(usage("--contract", "x").code()).isEqualTo(2);
  }
}
