package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.wire.http.Contract;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The OpenAPI documents describe exactly the endpoints there are, and real answers are as
 * described.
 */
class OpenApiTest {
  private static RunningHouse house;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  static List<String> contracts() {
    return Doors.CONTRACTS.stream().map(Door::contract).toList();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void every_endpoint_is_described(String name) throws Exception {
    Contract contract =
        house.house().router().contracts().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    Set<String> routes = new TreeSet<>();
    contract.routes().forEach(route -> routes.add(route.method() + " " + route.path()));
    assertThat(OpenApiDocument.of(name).operations()).containsAll(routes);
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void a_document_is_served_as_it_stands(String name) {
    HttpResponse<String> answer = house.get("/openapi/" + name + ".yaml");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("openapi: 3.1.0");
  }

  @Test
  void real_answers_are_as_described() throws Exception {
    Map<String, OpenApiDocument> documents = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    int judged = 0;
    for (String name : contracts()) {
      documents.put(name, OpenApiDocument.of(name));
    }
    for (Sample sample : Sample.ALL) {
      if (!contracts().contains(sample.contract())) {
        continue;
      }
      OpenApiDocument document = documents.get(sample.contract());
      Caller caller = Caller.enter(house, sample.contract());
      for (HttpResponse<String> answer : answers(sample, caller)) {
        judged++;
        document
            .judge(sample.verb(), sample.path(), answer)
            .ifPresent(fault -> wrong.add(sample.endpoint() + ": " + fault));
      }
    }
    assertThat(judged).isGreaterThan(200);
    assertThat(wrong).isEmpty();
  }

  /**
   * What an endpoint says to good, broken, incomplete and wrong requests, with a session and
   * without.
   */
  private static List<HttpResponse<String>> answers(Sample sample, Caller caller) {
    List<HttpResponse<String>> answers = new ArrayList<>();
    String json = "application/json";
    if (sample.is(Sample.Trait.BODY)) {
      answers.add(caller.exchange(house, sample, "{'a':1,'a':2}", json));
      answers.add(caller.exchange(house, sample, "{}", json));
      answers.add(caller.exchange(house, sample, "[]", json));
      answers.add(caller.exchange(house, sample, "x", "text/plain"));
      answers.add(caller.exchange(house, sample, "'" + "x".repeat(70_000) + "'", json));
    }
    for (String body : List.of(sample.wrongType(), sample.wrongPassword(), sample.taken())) {
      if (!body.isEmpty()) {
        answers.add(caller.exchange(house, sample, body, json));
      }
    }
    if (sample.is(Sample.Trait.PROTECTED)) {
      answers.add(caller.withoutKey().exchange(house, sample, sample.good(), json));
      answers.add(caller.withForgedKey().exchange(house, sample, sample.good(), json));
    }
    answers.add(caller.exchange(house, sample, sample.good(), json));
    return answers;
  }
}
