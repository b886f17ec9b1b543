package dev.latchkey.feature.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.House;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.core.session.Place;
import dev.latchkey.core.session.Session;
import dev.latchkey.house.Owner;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An owner reads and ends his own sessions, and nobody else's. */
class OwnSessionsTest {
  private final List<String> rpcTokens = new ArrayList<>();
  private RunningHouse house;
  private Owner ada;

  @BeforeEach
  void start() {
    house = RunningHouse.start();
    ada = Owner.signUp(house, "ada@x.org", "User-Agent", "okhttp/4.9.3");
    house.clock().advance(Duration.ofMinutes(1));
  }

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void sessions_of_all_contracts_stand_in_words_with_the_present_one_marked() {
    rpc();
    SessionId present = ada.sessions().getLast().id();

    List<ShownSession> shown = list(present);

    assertThat(shown)
        .extracting(ShownSession::contract)
        .containsExactly("session-rpc", "private-token");
    assertThat(shown).extracting(ShownSession::isPresent).containsExactly(false, true);
    assertThat(shown)
        .extracting(one -> one.device().words())
        .containsExactly("curl 8.5", "okhttp 4.9");
    assertThat(shown).extracting(one -> one.place().words()).containsOnly("this machine");
    assertThat(shown).extracting(ShownSession::client).containsOnlyNulls();
  }

  @Test
  void what_is_known_of_a_session_outlives_the_process() {
    rpc();
    List<ShownSession> before = list(null);
    ServerSettings settings = house.house().settings();
    house.house().close();

    try (House next = House.open(settings, house.clock())) {
      assertThat(next.features().listOwnSessions().list(ada.id(), null)).isEqualTo(before);
    }
  }

  @Test
  void a_client_is_shown_by_its_name() {
    house.post(
        "/oauth/authorize",
        "{\"client_id\":\"zpjfcgu8nqgrpwlsau30ycpl2mc9ox\",\"response_type\":\"token\","
            + "\"grant_type\":\"password\",\"username\":\"ada\",\"password\":\"test1234\"}");

    assertThat(list(null)).extracting(ShownSession::client).contains("documented client");
  }

  @Test
  void nothing_that_is_shown_could_be_used_as_a_token() {
    rpc();
    List<String> secrets = rpcTokens;

    String shown = list(null).toString();

    assertThat(secrets).isNotEmpty().allSatisfy(one -> assertThat(shown).doesNotContain(one));
  }

  @Test
  void an_owner_ends_one_session_and_its_wire_refuses() {
    rpc();
    Session rpc = ada.session();
    SessionId asking = ada.sessions().getLast().id();

    assertThat(end(ada, asking, rpc.id())).isTrue();

    assertThat(rpcLives(rpcTokens.getFirst())).isFalse();
    assertThat(list(asking)).hasSize(1);
    assertThat(end(ada, asking, rpc.id())).isFalse();
  }

  @Test
  void another_accounts_session_and_one_that_never_was_are_refused_alike() {
    Owner bob = Owner.signUp(house, "bob@x.org");
    SessionId asking = ada.session().id();

    assertThat(end(ada, asking, bob.session().id())).isFalse();
    assertThat(end(ada, asking, new SessionId(12345))).isFalse();
    assertThat(bob.sessions()).hasSize(1);
    // Nor may a foreign session ask.
    assertThat(end(ada, bob.session().id(), asking)).isFalse();
    assertThat(ada.sessions()).hasSize(1);
  }

  @Test
  void an_ended_session_ends_nothing() {
    rpc();
    SessionId rpc = ada.session().id();
    SessionId asking = ada.sessions().getLast().id();
    house.house().core().endSession().end(asking, Origin.LOCAL);

    assertThat(end(ada, asking, rpc)).isFalse();
    assertThat(ada.sessions()).hasSize(1);
  }

  @Test
  void all_others_end_and_the_asking_one_stays() {
    rpc();
    rpc();
    SessionId asking = ada.sessions().getLast().id();

    house.house().core().endSessions().endOthers(ada.id(), asking, Origin.LOCAL);

    assertThat(list(asking)).singleElement().extracting(ShownSession::isPresent).isEqualTo(true);
    assertThat(rpcTokens).allSatisfy(token -> assertThat(rpcLives(token)).isFalse());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1|this machine",
        "::1|this machine",
        "local|this machine",
        "10.0.0.7|private network (10.0.0.7)",
        "192.168.1.2|private network (192.168.1.2)",
        "172.31.0.1|private network (172.31.0.1)",
        "169.254.1.1|private network (169.254.1.1)",
        "fd00::7|private network (fd00::7)",
        "fe80::1|private network (fe80::1)",
        "172.32.0.1|172.32.0.1",
        "203.0.113.9|203.0.113.9",
        "2001:db8::1|2001:db8::1",
        "www.example.com|an unknown place",
        "erased|an unknown place",
      })
  void a_place_has_words_and_no_name_is_ever_looked_up(String address, String words) {
    assertThat(Place.of(address).words()).isEqualTo(words);
  }

  private void rpc() {
    String body =
        house
            .post(
                "/api/v1/session/signin",
                "[{\"username\":\"ada\",\"password\":\"test1234\"}]",
                "User-Agent",
                "curl/8.5.0")
            .body();
    rpcTokens.add(body.replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1"));
  }

  private boolean rpcLives(String token) {
    return house
        .post("/api/v1/session/signin", "[]", "Authorization", "Bearer " + token)
        .body()
        .startsWith("{\"status\":200");
  }

  private List<ShownSession> list(@Nullable SessionId present) {
    return house.house().features().listOwnSessions().list(ada.id(), present);
  }

  private boolean end(Owner owner, SessionId asking, SessionId wanted) {
    return house.house().features().endOwnSession().end(owner.id(), asking, wanted, Origin.LOCAL);
  }
}
