package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.TypedToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first dialect over WebSocket. */
class SocketCallsTest {
  private static final String SIGNED_OUT = "close:4000 Signed Out";

  private static RunningHouse house;
  private static Rpc rpc;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    rpc = new Rpc(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/api/", "/api?json=true&maxConnections=1"})
  void the_documented_calls_get_the_documented_answers(String path) {
    String name = Rpc.newName();
    try (Probe guest = Probe.open(house, path, "rpc")) {
      assertThat(guest.protocol()).isEqualTo("rpc");
      assertThat(
              guest.ask(
                  "{\"type\":\"rpc\",\"id\":1,\"method\":\"/v1/session/signup\","
                      + "\"args\":[{\"username\":\"%s\",\"password\":\"pa55\"}]}".formatted(name)))
          .isEqualTo("{\"type\":\"rpc\",\"id\":1,\"result\":" + Rpc.REGISTERED + "}");
      String in =
          guest.ask(
              "{\"type\":\"rpc\",\"id\":2,\"method\":\"/v1/session/signin\","
                  + "\"args\":[{\"username\":\"%s\",\"password\":\"pa55\"}]}".formatted(name));
      assertThat(in)
          .startsWith(
              "{\"type\":\"rpc\",\"id\":2,\"result\":{\"status\":200,\"reason\":\"OK\","
                  + "\"exception\":false,\"data\":{\"token\":\"");
      // Who calls is settled at the handshake.
      assertThat(guest.ask("{\"type\":\"rpc\",\"id\":3,\"method\":\"/v1/session/signin\"}"))
          .isEqualTo("{\"type\":\"rpc\",\"id\":3,\"result\":" + Rpc.GUEST + "}");
      String token = tokenOf(in);
      try (Probe user = Probe.open(house, path, "rpc", token)) {
        assertThat(user.protocol()).isEqualTo("rpc");
        assertThat(user.ask(call(1, "signin"))).contains("\"username\":\"" + name + "\"");
        assertThat(user.ask(call(2, "signout")))
            .isEqualTo("{\"type\":\"rpc\",\"id\":2,\"result\":" + Rpc.OK + "}");
        assertThat(user.next()).isEqualTo(SIGNED_OUT);
      }
    }
  }

  @Test
  void messagepack_is_answered_in_messagepack() {
    try (Probe guest = Probe.open(house, "/api", "rpc")) {
      // {type: "rpc", id: 2, method: "/v1/session/signout", args: undefined}
      guest.sendHex(
          "84a474797065a3727063a2696402a66d6574686f64"
              + "b32f76312f73657373696f6e2f7369676e6f7574a461726773d40000");
      assertThat(guest.next())
          .isEqualTo(
              "hex:83a474797065a3727063a2696402a6726573756c74"
                  + "84a6737461747573cd0194a6726561736f6ea94e6f7420466f756e64"
                  + "a9657863657074696f6ec2a464617461d40000");
      // {type: "ping", id: 7}
      assertThat(guest.sendHex("82a474797065a470696e67a2696407").next())
          .isEqualTo("hex:82a474797065a4706f6e67a2696407");
    }
  }

  @Test
  void without_a_subprotocol_a_guest_speaks_the_first_dialect() {
    try (Probe guest = Probe.open(house, "/api")) {
      assertThat(guest.protocol()).isEmpty();
      assertThat(guest.ask(call(1, "signin")))
          .isEqualTo("{\"type\":\"rpc\",\"id\":1,\"result\":" + Rpc.GUEST + "}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "fRcDfbcuzx8Dguj8gkjRMOsKB_rKm99dGg"})
  void a_bad_token_is_a_guest(String token) {
    try (Probe guest = Probe.open(house, "/api", "rpc", token)) {
      assertThat(guest.ask(call(1, "signin"))).contains("\"settings\":{}");
      assertThat(guest.ask(call(2, "signin"))).contains("\"status\":401");
    }
  }

  @Test
  void pings_are_answered_and_what_is_no_request_is_passed_over() {
    try (Probe guest = Probe.open(house, "/api", "rpc")) {
      for (String ignored :
          new String[] {
            "{\"type\":\"ping\"}",
            "{\"type\":\"pong\"}",
            "{\"type\":\"pong\",\"id\":1}",
            "{\"type\":\"event\",\"name\":\"ev1\",\"args\":[{\"a\":1}]}",
            "{\"type\":\"rpc\",\"id\":1,\"result\":{\"status\":200}}",
            "{\"type\":\"rpc\",\"method\":\"/v1/session/signin\"}",
            "{\"type\":\"rpc\",\"id\":0,\"method\":\"/v1/session/signin\"}",
            "{\"type\":\"rpc\",\"id\":{},\"method\":\"/v1/session/signin\"}",
            "{\"type\":\"fly\",\"id\":1,\"method\":\"/v1/session/signin\"}",
            "{\"id\":1,\"method\":\"/v1/session/signin\"}",
            "{\"type\":\"rpc\",\"id\":1,\"id\":2,\"method\":\"/v1/session/signin\"}",
            "nonsense",
            "",
            "[]",
            "null",
            "[".repeat(1000),
          }) {
        guest.send(ignored);
      }
      guest.sendHex("c1").sendHex("dd7fffffff").sendHex("91".repeat(1000));
      assertThat(guest.ask("{\"type\":\"ping\",\"id\":4}"))
          .isEqualTo("{\"type\":\"pong\",\"id\":4}");
    }
  }

  @Test
  void arguments_that_are_no_list_are_the_only_one() {
    String name = Rpc.newName();
    rpc.signUp(name);
    try (Probe guest = Probe.open(house, "/api", "rpc")) {
      assertThat(
              guest.ask(
                  "{\"type\":\"rpc\",\"id\":1,\"method\":\"/v1/session/signin\","
                      + "\"args\":{\"username\":\"%s\",\"password\":\"pa55\"}}".formatted(name)))
          .contains("\"token\"");
      assertThat(
              guest.ask(
                  "{\"type\":\"rpc\",\"id\":\"x\",\"method\":\"/v1/session/signout\",\"args\":null}"))
          .isEqualTo(
              "{\"type\":\"rpc\",\"id\":\"x\",\"result\":{\"status\":400,"
                  + "\"reason\":\"boolean schema is false\",\"exception\":false}}");
      assertThat(guest.ask("{\"type\":\"rpc\",\"id\":2,\"method\":\"session/signin\"}"))
          .isEqualTo(
              "{\"type\":\"rpc\",\"id\":2,\"result\":{\"status\":404,"
                  + "\"reason\":\"Method not found\",\"exception\":false}}");
    }
  }

  @Test
  void a_void_sign_out_closes_the_socket() {
    try (Probe user = Probe.open(house, "/api", "rpc", rpc.enter())) {
      user.send("{\"type\":\"rpc\",\"method\":\"/v1/session/signout\"}");
      assertThat(user.next()).isEqualTo(SIGNED_OUT);
    }
  }

  @Test
  void a_session_that_ends_elsewhere_closes_all_its_sockets_and_no_others() {
    String name = Rpc.newName();
    rpc.signUp(name);
    String token = rpc.signIn(name, "pa55");
    String other = rpc.signIn(name, "pa55");
    List<Probe> ended = new ArrayList<>();
    for (String path : new String[] {"/api", "/api/"}) {
      ended.add(Probe.open(house, path, "rpc", token));
    }
    ended.add(Probe.open(house, "/jsonrpc", "jsonrpc_2.0", token));
    try (Probe stays = Probe.open(house, "/api", "rpc", other)) {
      assertThat(rpc.call("signout", "", token).body()).isEqualTo(Rpc.OK);
      ended.forEach(one -> assertThat(one.next()).isEqualTo(SIGNED_OUT));
      assertThat(stays.ask("{\"type\":\"ping\",\"id\":1}")).contains("pong");
    }
  }

  @Test
  void a_disabled_account_and_a_new_password_close_its_sockets() {
    String name = Rpc.newName();
    rpc.signUp(name);
    try (Probe user = Probe.open(house, "/api", "rpc", rpc.signIn(name, "pa55"))) {
      rpc.call("send-password-reset-email", "[\"" + name + "\"]", null);
      String reset = rpc.mailed(name + "@example.com");
      // Over the very socket that it will close: answered first.
      assertThat(
              user.ask(
                  "{\"type\":\"rpc\",\"id\":1,\"method\":\"/v1/session/set-password-by-token\","
                      + "\"args\":[\"%s\",\"n3w\"]}".formatted(reset)))
          .isEqualTo("{\"type\":\"rpc\",\"id\":1,\"result\":" + Rpc.ONE_ROW + "}");
      assertThat(user.next()).isEqualTo(SIGNED_OUT);
    }
    String token = rpc.signIn(name, "n3w");
    AccountId account = accountOf(token);
    try (Probe user = Probe.open(house, "/api", "rpc", token)) {
      house.house().core().changeStatus().change(account, AccountStatus.DISABLED, Origin.LOCAL);
      assertThat(user.next()).isEqualTo(SIGNED_OUT);
    }
  }

  @Test
  void a_dead_token_reconnects_as_a_guest() {
    String token = rpc.enter();
    rpc.call("signout", "", token);
    try (Probe guest = Probe.open(house, "/api", "rpc", token)) {
      assertThat(guest.ask(call(1, "signin"))).contains("\"status\":401");
      assertThat(guest.ask(call(2, "signout"))).contains("\"status\":204");
    }
  }

  @Test
  void a_forged_token_with_the_number_of_a_live_session_ends_nothing() {
    String token = rpc.enter();
    long id = TypedToken.parse(token).orElseThrow().id();
    String forged = TypedToken.mint(TypedToken.SESSION, id, count -> new byte[count]).text();
    try (Probe user = Probe.open(house, "/api", "rpc", token);
        Probe forger = Probe.open(house, "/api", "rpc", forged)) {
      assertThat(forger.ask(call(1, "signout"))).contains("\"status\":204");
      assertThat(user.ask(call(1, "signin"))).contains("\"is_authenticated\":true");
    }
  }

  @Test
  void calls_of_one_socket_are_answered_in_their_order() {
    String name = Rpc.newName();
    rpc.signUp(name);
    try (Probe guest = Probe.open(house, "/api", "rpc")) {
      for (int id = 1; id <= 20; id++) {
        guest.send(
            "{\"type\":\"rpc\",\"id\":%d,\"method\":\"/v1/session/signin\",\"args\":[{\"username\":\"%s\",\"password\":\"pa55\"}]}"
                .formatted(id, name));
      }
      for (int id = 1; id <= 20; id++) {
        assertThat(guest.next()).startsWith("{\"type\":\"rpc\",\"id\":" + id + ",");
      }
    }
  }

  @Test
  void a_session_whose_time_is_over_is_told_so_and_closed() {
    Lifetime day = new Lifetime(null, Duration.ofDays(1));
    try (RunningHouse mortal =
        RunningHouse.start(
            settings ->
                settings.withSessionRpc(
                    new SessionRpcSettings(
                        RealmName.MAIN, day, "/jsonrpc", false, false, false)))) {
      try (Probe user = Probe.open(mortal, "/api", "rpc", new Rpc(mortal).enter())) {
        assertThat(user.ask(call(1, "signin"))).contains("\"status\":200");
        mortal.clock().advance(Duration.ofDays(1));
        assertThat(user.ask(call(2, "signin"))).contains("\"status\":401");
        assertThat(user.next()).isEqualTo(SIGNED_OUT);
      }
    }
  }

  @Test
  void a_message_too_large_for_any_call_closes_the_socket() {
    try (Probe guest = Probe.open(house, "/api", "rpc")) {
      String ping = "{\"type\":\"ping\",\"id\":1,\"pad\":\"%s\"}";
      assertThat(guest.ask(ping.formatted("x".repeat(60_000)))).contains("pong");
      assertThat(guest.ask(ping.formatted("x".repeat(70_000)))).startsWith("close:1009");
    }
  }

  @Test
  void a_spent_budget_is_a_result_like_any_other() {
    BudgetSettings one = new BudgetSettings(1, Duration.ofMinutes(10), 1200, 600, 10, 600);
    try (RunningHouse poor = RunningHouse.start(settings -> settings.withBudgets(one));
        Probe guest = Probe.open(poor, "/api", "rpc")) {
      String guess =
          "{\"type\":\"rpc\",\"id\":%d,\"method\":\"/v1/session/signin\","
              + "\"args\":[{\"username\":\"joe\",\"password\":\"x\"}]}";
      assertThat(guest.ask(guess.formatted(1))).contains("\"status\":401");
      assertThat(guest.ask(guess.formatted(2)))
          .isEqualTo(
              "{\"type\":\"rpc\",\"id\":2,\"result\":{\"status\":429,"
                  + "\"reason\":\"Too Many Requests\",\"exception\":false}}");
    }
  }

  private static String call(int id, String name) {
    return "{\"type\":\"rpc\",\"id\":%d,\"method\":\"/v1/session/%s\",\"args\":[]}"
        .formatted(id, name);
  }

  private static String tokenOf(String frame) {
    return String.valueOf(Rpc.inner(Rpc.object(frame), "result", "data").get("token"));
  }

  private static AccountId accountOf(String token) {
    String answer = rpc.call("signin", "", token).body();
    Map<?, ?> auth = Rpc.inner(Rpc.object(answer), "data", "auth");
    return new AccountId(Integer.parseInt(String.valueOf(auth.get("user_id"))));
  }
}
