package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.House;
import dev.latchkey.feature.usage.DoorUse;
import dev.latchkey.wire.http.Router.Mounted;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server keeps of who comes through which door. */
class DoorUsesTest {
  private static final String AGENT = "UProgress/1.2.3 (iPhone of Joe; iOS 10)";

  @Test
  void each_door_is_kept_with_the_form_of_its_token_and_the_program() throws Exception {
    try (RunningHouse house = RunningHouse.start()) {
      use(house);
      List<String> doors = kept(house).stream().map(DoorUsesTest::line).toList();
      assertThat(doors)
          .contains(
              "private-token POST /sign_up none UProgress/1.2 1+0",
              "private-token GET /api/v2/user header PRIVATE-TOKEN UProgress/1.2 1+0",
              "private-token GET /api/v2/user query private_token UProgress/1.2 0+1",
              "private-token PUT /api/v2/user body private_token UProgress/1.2 1+0",
              "client-app POST /sign-up none UProgress/1.2 1+0",
              "client-app GET /users/{id} OAuth UProgress/1.2 1+0",
              "client-app GET /users/{id} Bearer UProgress/1.2 1+0",
              "client-app GET /users/{id} Authorization, another UProgress/1.2 0+1",
              "jwt-sessions GET /v1/auth/me cookie UProgress/1.2 1+0",
              "jwt-sessions GET /me header, bare UProgress/1.2 1+0",
              "jwt-sessions GET /me header, Bearer UProgress/1.2 0+1",
              "session-rpc POST /v1/session/signin Bearer UProgress/1.2 1+0",
              "session-rpc POST /api/v1/session/signin Authorization, bare UProgress/1.2 1+0",
              "session-rpc POST /api/* none UProgress/1.2 0+1",
              "session-rpc GET /api (socket) subprotocol other 1+0",
              "device-sessions GET /api/v1/sessions/current uprogresstoken UProgress/1.2 0+1",
              "device-sessions GET /api/v1/sessions/current Authorization UProgress/1.2 0+1");
    }
  }

  @Test
  void nothing_is_kept_of_who_called_or_what_was_asked_for() throws Exception {
    try (RunningHouse house = RunningHouse.start()) {
      use(house);
      Set<String> routes =
          house.house().router().mounted().stream()
              .map(DoorUsesTest::route)
              .collect(Collectors.toSet());
      assertThat(kept(house))
          .hasSizeGreaterThan(15)
          .allSatisfy(
              one -> {
                assertThat(routes).contains(one.door().route());
                assertThat(one.door().agent()).isIn("UProgress/1.2", "other");
                assertThat(line(one)).doesNotContain("Joe", "iPhone", "127.0.0.1", "joe");
              });
    }
  }

  @Test
  void pages_health_and_paths_of_nobody_are_not_counted() {
    try (RunningHouse house = RunningHouse.start()) {
      house.get("/account/sign-in");
      house.get("/health/ready");
      house.get("/nothing/here");
      house.send("PATCH", "/sign_up", "");
      assertThat(kept(house)).isEmpty();
    }
  }

  @Test
  void a_server_that_stops_writes_what_it_counted(@TempDir Path directory) {
    try (House house = House.open(TestSettings.cheap(directory), new TestClock())) {
      int port = house.start();
      get("http://127.0.0.1:" + port + "/api/v2/user");
    }
    try (House house = House.open(TestSettings.cheap(directory), new TestClock())) {
      assertThat(house.ports().doorUses().since(LocalDate.EPOCH))
          .singleElement()
          .satisfies(one -> assertThat(one.refused()).isEqualTo(1));
    }
  }

  @Test
  void two_servers_on_one_store_add_up() {
    try (RunningHouse one = RunningHouse.onPostgres();
        RunningHouse other = one.beside()) {
      for (int i = 0; i < 3; i++) {
        one.get("/api/v2/user");
        other.get("/api/v2/user");
      }
      other.house().features().countUses().flush();
      assertThat(kept(one))
          .singleElement()
          .satisfies(each -> assertThat(each.refused()).isEqualTo(6));
    }
  }

  private static void use(RunningHouse house) throws Exception {
    String[] agent = {"User-Agent", AGENT};
    HttpResponse<String> up =
        house.post(
            "/sign_up",
            "{\"username\":\"joe\",\"email\":\"joe@example.com\",\"password\":\"test1234\","
                + "\"password_confirmation\":\"test1234\"}",
            agent);
    String token = found(up.body(), "private_token\":\"([^\"]+)");
    house.get("/api/v2/user", "PRIVATE-TOKEN", token, agent[0], agent[1]);
    house.get("/api/v2/user?private_token=joe", agent);
    house.send("PUT", "/api/v2/user", "{\"private_token\":\"" + token + "\"}", agent);

    String app =
        house
            .post(
                "/sign-up",
                "{\"username\":\"joe2\",\"password\":\"test1234\","
                    + "\"client_id\":\"zpjfcgu8nqgrpwlsau30ycpl2mc9ox\"}",
                agent)
            .body();
    String path = "/users/" + found(app, "\"id\":([0-9]+)");
    String access = found(app, "access_token\":\"([^\"]+)");
    house.get(path, "Authorization", "OAuth " + access, agent[0], agent[1]);
    house.get(path, "Authorization", "bearer " + access, agent[0], agent[1]);
    house.get(path, "Authorization", "Basic am9l", agent[0], agent[1]);

    String cookie =
        house
            .post("/signin", "{\"email\":\"joe\",\"password\":\"test1234\"}", agent)
            .headers()
            .firstValue("set-cookie")
            .orElseThrow();
    String jwt = found(cookie, "jwt_access=([^;]+)");
    house.get("/v1/auth/me", "Cookie", "a=b; jwt_access=" + jwt, agent[0], agent[1]);
    house.get("/me", "Authorization", jwt, agent[0], agent[1]);
    house.get("/me", "Authorization", "Bearer joe", agent[0], agent[1]);

    house.post("/v1/session/signin", "", "Authorization", "Bearer x", agent[0], agent[1]);
    house.post("/api/v1/session/signin", "", "Authorization", "x", agent[0], agent[1]);
    house.post("/api/joe", "", agent);
    URI socket = URI.create("ws://127.0.0.1:" + house.port() + "/api");
    try (HttpClient client = HttpClient.newHttpClient()) {
      client
          .newWebSocketBuilder()
          .header("User-Agent", "{joe}")
          .subprotocols("rpc", "joe")
          .buildAsync(socket, new WebSocket.Listener() {})
          .get()
          .abort();
    }

    house.get("/api/v1/sessions/current", "uprogresstoken", "joe", agent[0], agent[1]);
    house.get("/api/v1/sessions/current", "Authorization", "joe", agent[0], agent[1]);
  }

  private static List<DoorUse> kept(RunningHouse house) {
    house.house().features().countUses().flush();
    return house.house().ports().doorUses().since(LocalDate.EPOCH);
  }

  private static String line(DoorUse one) {
    return String.join(
            " ", one.door().contract(), one.door().route(), one.door().form(), one.door().agent())
        + " "
        + one.used()
        + "+"
        + one.refused();
  }

  private static String route(Mounted mounted) {
    return mounted.method()
        + " "
        + mounted.path()
        + switch (mounted.kind()) {
          case ROUTE -> "";
          case FALLBACK -> "*";
          case SOCKET -> " (socket)";
        };
  }

  private static String found(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  private static void get(String address) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(URI.create(address)).build(),
          HttpResponse.BodyHandlers.discarding());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
