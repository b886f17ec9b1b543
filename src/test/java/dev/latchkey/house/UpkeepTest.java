package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.latchkey.adapter.sql.DatabaseSettings;
import dev.latchkey.adapter.sql.PostgresServer;
import dev.latchkey.boot.House;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.feature.upkeep.UpkeepSettings;
import dev.latchkey.kernel.MovedTime;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store does not grow, whatever goes on. */
class UpkeepTest {
  private static final List<String> TABLES =
      List.of(
          "accounts",
          "sessions",
          "tokens",
          "session_endings",
          "challenges",
          "letters",
          "events",
          "lockouts",
          "known_places",
          "known_devices",
          "leases");

  private static final Duration HOUR = Duration.ofHours(1);

  /** Mailed links are kept for a week after their hour, letters for a week after that. */
  private static final int HOURS_UNTIL_STEADY = 8 * 24;

  /** Events are kept for a day here. */
  private static final int HOURS_OF_SESSIONS = 26;

  @TempDir Path directory;

  private final MovedTime time = new MovedTime();

  @Test
  void after_a_day_of_traffic_the_embedded_store_holds_as_much_as_before_it() {
    day(settings -> settings, "jdbc:sqlite:" + directory.resolve("latchkey.db"), 1_000, 60);
  }

  @Test
  void after_a_day_of_traffic_postgresql_holds_as_much_as_before_it() {
    DatabaseSettings place = postgres();
    day(settings -> settings.withDatabase(place), place.url(), 40, 4);
  }

  private static DatabaseSettings postgres() {
    DatabaseSettings standard = DatabaseSettings.DEFAULT;
    return new DatabaseSettings(
        PostgresServer.running().emptyDatabase(),
        null,
        null,
        standard.connections(),
        standard.patience(),
        standard.statementTimeout());
  }

  private ServerSettings settings(UnaryOperator<ServerSettings> change) {
    return change.apply(
        TestSettings.cheap(directory)
            .withUpkeep(
                new UpkeepSettings(Duration.ofHours(3), Duration.ofDays(1), Duration.ofDays(2))));
  }

  private void day(UnaryOperator<ServerSettings> change, String url, int signIns, int links) {
    try (House house = House.open(settings(change), time)) {
      SimulatedTraffic traffic = new SimulatedTraffic(house, 100);
      String endless = traffic.endless();
      for (int hour = 0; hour < HOURS_UNTIL_STEADY; hour++) {
        boolean isLate = hour >= HOURS_UNTIL_STEADY - HOURS_OF_SESSIONS;
        hour(house, traffic, isLate ? signIns : 0, links);
      }
      Map<String, Long> before = rows(url);
      long size = size(url);
      long counters = before.remove("lockouts");
      for (int hour = 0; hour < 24; hour++) {
        hour(house, traffic, signIns, links);
        Map<String, Long> now = rows(url);
        // Names of nobody share counters, so a few more or less are chance.
        assertThat(now.remove("lockouts")).isCloseTo(counters, withinPercentage(10));
        assertThat(now).isEqualTo(before);
        assertThat(size(url)).isLessThanOrEqualTo(size + size / 20);
      }

      assertThat(before.get("sessions")).isBetween(3L * signIns, 6L * signIns);
      assertThat(before.get("events")).isLessThan(60L * signIns);
      assertThat(house.features().runChores().removed("sessions")).isGreaterThan(20L * signIns);
      assertThat(traffic.isIn(endless)).isTrue();
    }
  }

  private void hour(House house, SimulatedTraffic traffic, int signIns, int links) {
    traffic.links(links);
    if (signIns > 0) {
      traffic.sessions(signIns);
      house.core().lastSeen().flush();
    }
    time.move(HOUR);
    assertThat(house.features().runChores().run()).isTrue();
  }

  /** Counts the pages of the file; other databases have their own ways to use room again. */
  private static long size(String url) {
    if (!url.startsWith("jdbc:sqlite:")) {
      return 0;
    }
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet pages = statement.executeQuery("PRAGMA page_count")) {
      pages.next();
      return pages.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Long> rows(String url) {
    Map<String, Long> rows = new LinkedHashMap<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
          count.next();
          rows.put(table, count.getLong(1));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
