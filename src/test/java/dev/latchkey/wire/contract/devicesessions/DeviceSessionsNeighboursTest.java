package dev.latchkey.wire.contract.devicesessions;

import static dev.latchkey.wire.contract.devicesessions.DeviceClient.CHROME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.House;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract beside the other contracts, and beside another server on the same store. */
class DeviceSessionsNeighboursTest {
  private static RunningHouse house;
  private static DeviceClient client;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new DeviceClient(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  static List<Door> others() {
    return Doors.ALL.stream()
        .filter(door -> !door.contract().equals(DeviceSessionsContract.NAME))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("others")
  void a_token_of_another_contract_is_no_token_here(Door door) {
    Person person = Person.fresh();
    door.signUp(house, person);
    String[] key = door.enter(house, person);
    for (int i = 1; i < key.length; i += 2) {
      String secret = key[i].substring(key[i].lastIndexOf(' ') + 1);
      secret = secret.substring(secret.lastIndexOf('=') + 1);
      HttpResponse<String> answer = client.current(secret);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body())
          .isEqualTo("{\"user\":null,\"error\":\"Authorization token invalid\"}");
    }
  }

  @ParameterizedTest
  @MethodSource("others")
  void a_token_of_this_contract_is_none_elsewhere(Door door) {
    Person person = Person.fresh();
    door.signUp(house, person);
    String[] key = door.enter(house, person);
    String token = DeviceClient.token(client.signIn(person.email(), person.password(), CHROME));
    for (int i = 1; i < key.length; i += 2) {
      String[] forged = key.clone();
      int secretAt = Math.max(key[i].lastIndexOf(' '), key[i].lastIndexOf('=')) + 1;
      forged[i] = key[i].substring(0, secretAt) + token;
      assertThat(door.knows(house, forged)).isFalse();
    }
    assertThat(door.knows(house, key)).isTrue();
  }

  @Test
  void a_session_of_another_contract_is_not_in_the_list() {
    Person person = Person.fresh();
    Door other = others().getFirst();
    other.signUp(house, person);
    other.enter(house, person);
    String token = DeviceClient.token(client.signIn(person.email(), person.password(), CHROME));
    assertThat(DeviceClient.rows(client.authorizations(token))).hasSize(1);
  }

  @Test
  void a_token_holds_at_a_second_server_until_it_is_ended_at_the_first() throws IOException {
    String token = DeviceClient.token(client.signUp("roamer"));
    try (House second = House.open(house.house().settings(), house.clock())) {
      int port = second.start();
      assertThat(currentAt(port, token).statusCode()).isEqualTo(200);
      assertThat(client.end(token, DeviceClient.number(token)).statusCode()).isEqualTo(200);
      house.clock().advance(Duration.ofSeconds(1));
      HttpResponse<String> answer = currentAt(port, token);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("{\"user\":null,\"error\":\"User not found\"}");
    }
  }

  @Test
  void a_second_server_on_the_store_hands_out_the_same_token() throws IOException {
    String token = DeviceClient.token(client.signUp("patient"));
    try (House again = House.open(house.house().settings(), house.clock())) {
      int port = again.start();
      assertThat(currentAt(port, token).statusCode()).isEqualTo(200);
      HttpResponse<String> signedIn =
          house.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/sessions"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "email=patient@mail.example&password=Password123"
                              + "&authorization[platform]=macOS"
                              + "&authorization[app]=Google+Chrome")));
      assertThat(DeviceClient.token(signedIn)).isEqualTo(token);
    }
  }

  private static HttpResponse<String> currentAt(int port, String token) {
    return house.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/sessions/current"))
            .header("uprogresstoken", token));
  }
}
