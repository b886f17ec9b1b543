package dev.latchkey.feature.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.signin.Proven;
import dev.latchkey.house.Owner;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.Origin;
import dev.latchkey.wire.http.Json;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An owner takes everything along, and leaves nothing behind. */
class ExportAndCloseTest {
  /** Where something of an account lies, and the part of the export that shows it. */
  private static final Map<String, String> PARTS =
      Map.ofEntries(
          Map.entry("accounts", "account"),
          Map.entry("identifiers", "identifiers"),
          Map.entry("passwords", "credentials"),
          Map.entry("sessions", "sessions"),
          Map.entry("session_endings", "sessions"),
          Map.entry("challenges", "mailed_links"),
          Map.entry("letters", "letters"),
          Map.entry("events", "events"),
          Map.entry("known_devices", "known_devices"),
          Map.entry("known_places", "known_networks"),
          Map.entry("imported_accounts", "imported_from"));

  /** What stays of an account that is gone: its number, and what another system called it. */
  private static final Set<String> RECORDS =
      Set.of("events", "session_endings", "imported_accounts");

  private RunningHouse house;
  private Owner ada;

  @BeforeEach
  void start() throws SQLException {
    house = RunningHouse.start();
    ada = Owner.signUp(house, "ada@x.org", "User-Agent", "okhttp/4.9.3");
    house.post(
        "/sign_in", "{\"login\":\"ada\",\"password\":\"test1234\"}", "User-Agent", "curl/8.5");
    house.house().features().requestEmailChange().request(ada.proven(), "new@x.org", Origin.LOCAL);
    cameFromElsewhere();
  }

  /** Notes what an import notes of somebody whom it met. */
  private void cameFromElsewhere() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + house.directory().resolve("latchkey.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO imported_accounts (realm, source, old_id, account_id, import_id, entry)"
              + " VALUES ('main', 'devise', '4711', "
              + ada.id().value()
              + ", 1, 1)");
    }
  }

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void everything_that_is_stored_is_handed_out() throws Exception {
    Map<String, @Nullable Object> tree = export(ada.proven());

    for (String table : tablesOfAccounts()) {
      assertThat(PARTS).as("a table that no part of the export shows").containsKey(table);
      assertThat(tree).containsKey(PARTS.get(table));
      assertThat(tree.get(PARTS.get(table))).as(table).isNotEqualTo(List.of());
    }
    String json = Json.write(tree);
    assertThat(json)
        .contains(
            "ada@x.org", "new@x.org", "okhttp/4.9.3", "SIGNED_UP", "CONFIRM_NEW_EMAIL", "4711")
        .contains("\"number\":" + ada.id().value())
        .contains("127.0.0.1");
  }

  @Test
  void nothing_that_signs_in_is_handed_out() throws Exception {
    String token =
        house
            .post("/sign_in", "{\"login\":\"ada\",\"password\":\"test1234\"}")
            .body()
            .replaceAll("(?s).*\"private_token\":\"([^\"]+)\".*", "$1");
    String link = ada.newest(Letter.Kind.CONFIRM_NEW_EMAIL).link();

    String json = Json.write(export(ada.proven()));

    List<String> secrets = new ArrayList<>(List.of(token, link));
    secrets.addAll(column("SELECT hash FROM passwords"));
    secrets.addAll(column("SELECT lookup FROM tokens"));
    secrets.addAll(column("SELECT sealed FROM tokens WHERE sealed IS NOT NULL"));
    secrets.addAll(column("SELECT lookup FROM challenges"));
    secrets.addAll(column("SELECT sealed_secret FROM letters WHERE sealed_secret IS NOT NULL"));
    assertThat(secrets).hasSizeGreaterThan(5);
    assertThat(secrets).allSatisfy(secret -> assertThat(json).doesNotContain(secret));
    assertThat(json).doesNotContain("$argon2");
  }

  @Test
  void nobody_elses_data_is_handed_out() {
    Owner.signUp(house, "bob@x.org");

    assertThat(Json.write(export(ada.proven()))).doesNotContain("bob");
  }

  @Test
  void a_session_that_ended_takes_nothing_and_closes_nothing() {
    Proven proven = ada.proven();
    house.house().core().endSession().end(ada.session().id(), Origin.LOCAL);

    assertThat(house.house().features().exportAccount().export(proven, Origin.LOCAL)).isEmpty();
    assertThat(house.house().features().closeAccount().close(proven, Origin.LOCAL)).isFalse();
    assertThat(ada.account().email()).isEqualTo("ada@x.org");
  }

  @Test
  void a_closed_account_is_gone_but_for_its_number_in_the_record() throws Exception {
    Origin origin = new Origin("203.0.113.77", "curl/8.5", null, "request-77");

    assertThat(house.house().features().closeAccount().close(ada.proven(), origin)).isTrue();

    for (String table : tablesOfAccounts()) {
      if (!RECORDS.contains(table)) {
        assertThat(
                column(
                    "SELECT 1 FROM " + table + " WHERE " + key(table) + " = " + ada.id().value()))
            .as(table)
            .isEmpty();
      }
    }
    assertThat(column("SELECT kind FROM events WHERE account_id = " + ada.id().value()))
        .contains("SIGNED_UP", "SIGNED_IN", "DELETED");
    assertThat(column("SELECT DISTINCT address FROM events WHERE account_id = " + ada.id().value()))
        .containsExactly("erased");
    assertThat(column("SELECT agent FROM events WHERE agent IS NOT NULL")).isEmpty();
    assertThat(house.post("/sign_in", "{\"login\":\"ada\",\"password\":\"test1234\"}").statusCode())
        .isEqualTo(401);
    // The name is free for whoever comes next.
    assertThat(Owner.signUp(house, "ada@x.org").id()).isNotEqualTo(ada.id());
  }

  @Test
  void a_session_of_a_closed_account_is_refused_at_once() {
    String token =
        house
            .post("/sign_in", "{\"login\":\"ada\",\"password\":\"test1234\"}")
            .body()
            .replaceAll("(?s).*\"private_token\":\"([^\"]+)\".*", "$1");
    assertThat(house.get("/api/v2/user", "PRIVATE-TOKEN", token).statusCode()).isEqualTo(200);

    house.house().features().closeAccount().close(ada.proven(), Origin.LOCAL);

    assertThat(house.get("/api/v2/user", "PRIVATE-TOKEN", token).statusCode()).isEqualTo(401);
  }

  private Map<String, @Nullable Object> export(Proven proven) {
    return house.house().features().exportAccount().export(proven, Origin.LOCAL).orElseThrow();
  }

  private static String key(String table) {
    return table.equals("accounts") ? "id" : "account_id";
  }

  private Set<String> tablesOfAccounts() throws SQLException {
    Set<String> tables = new TreeSet<>(List.of("accounts"));
    for (String table : column("SELECT name FROM sqlite_master WHERE type = 'table'")) {
      if (column("SELECT name FROM pragma_table_info('" + table + "')").contains("account_id")) {
        tables.add(table);
      }
    }
    return tables;
  }

  private List<String> column(String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + house.directory().resolve("latchkey.db"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
