package dev.latchkey.adapter.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which host's connections are used, on a real server that was never promoted. */
class PrimarySourceTest {
  private final Timelines timelines = new Timelines();

  private PrimarySource source() {
    return new PrimarySource(PostgresServer.running().url("postgres"), new Properties(), timelines);
  }

  @Test
  void a_server_whose_history_is_the_newest_seen_is_used() throws SQLException {
    try (Connection first = source().getConnection();
        Connection second = source().getConnection()) {
      assertThat(first.isValid(1)).isTrue();
      assertThat(second.isValid(1)).isTrue();
    }
  }

  @Test
  void a_server_that_a_failover_has_left_behind_is_not_used() {
    assertThat(timelines.isCurrent(2)).isTrue();
    assertThatThrownBy(() -> source().getConnection())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("failover")
        .matches(e -> ((SQLException) e).getSQLState().equals("25006"));
  }

  @Test
  void a_newer_history_is_told_of_once_and_an_unknown_one_is_taken() {
    AtomicInteger overtaken = new AtomicInteger();
    timelines.whenOvertaken(overtaken::incrementAndGet);
    assertThat(timelines.isCurrent(3)).isTrue();
    assertThat(timelines.isCurrent(3)).isTrue();
    assertThat(overtaken).hasValue(0);
    assertThat(timelines.isCurrent(4)).isTrue();
    assertThat(timelines.isCurrent(4)).isTrue();
    assertThat(overtaken).hasValue(1);
    assertThat(timelines.isCurrent(3)).isFalse();
    assertThat(timelines.isCurrent(0)).isTrue();
  }

  @Test
  void each_host_of_an_address_can_be_asked_alone() {
    assertThat(PrimarySource.hosts("jdbc:postgresql://a:1,[::1]:2,c/latchkey?user=joe"))
        .containsExactly(
            "jdbc:postgresql://a:1/latchkey?user=joe",
            "jdbc:postgresql://[::1]:2/latchkey?user=joe",
            "jdbc:postgresql://c/latchkey?user=joe");
  }
}
