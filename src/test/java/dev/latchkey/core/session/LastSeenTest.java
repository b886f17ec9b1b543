package dev.latchkey.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.latchkey.house.Owner;
import dev.latchkey.house.RunningHouse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a session was last seen costs a check no write, and is in the store when it is written. */
class LastSeenTest {
  private RunningHouse house;
  private Owner ada;
  private String token;
  private @Nullable Connection watcher;

  @BeforeEach
  void start() {
    house = RunningHouse.start();
    ada = Owner.signUp(house, "ada@x.org", "User-Agent", "okhttp/4.9.3");
    token =
        house
            .post("/sign_in", "{\"login\":\"ada\",\"password\":\"test1234\"}")
            .body()
            .replaceAll("(?s).*\"private_token\":\"([^\"]+)\".*", "$1");
  }

  @AfterEach
  void stop() throws SQLException {
    if (watcher != null) {
      watcher.close();
    }
    house.close();
  }

  @Test
  void checks_within_half_a_minute_write_nothing() throws Exception {
    Instant before = ada.session().lastSeenAt();
    long version = version();
    for (int i = 0; i < 100; i++) {
      assertThat(house.get("/api/v2/user", "PRIVATE-TOKEN", token).statusCode()).isEqualTo(200);
    }
    house.house().core().lastSeen().flush();

    assertThat(version()).isEqualTo(version);
    assertThat(ada.session().lastSeenAt()).isEqualTo(before);
  }

  @Test
  void many_checks_are_one_write() throws Exception {
    house.clock().advance(Duration.ofMinutes(1));
    for (int i = 0; i < 100; i++) {
      house.get("/api/v2/user", "PRIVATE-TOKEN", token);
    }
    house.house().core().lastSeen().flush();
    Instant written = ada.session().lastSeenAt();
    assertThat(written).isCloseTo(house.clock().instant(), within(5, ChronoUnit.SECONDS));
    long version = version();
    house.house().core().lastSeen().flush();

    assertThat(version()).isEqualTo(version);
  }

  /** The value changes with every commit of another connection. */
  private long version() throws SQLException {
    Connection connection = watcher;
    if (connection == null) {
      connection =
          DriverManager.getConnection("jdbc:sqlite:" + house.directory().resolve("latchkey.db"));
      watcher = connection;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA data_version")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
