package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.Contract;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description of the contract's HTTP side describes what the server does. */
class OpenApiTest {
  private static JsonNode document;
  private static RunningHouse house;
  private static Rpc rpc;

  @BeforeAll
  static void start() throws Exception {
    try (InputStream file =
        SessionRpcContract.class.getResourceAsStream("/openapi/session-rpc.yaml")) {
      document = new YAMLMapper().readTree(file);
    }
    house = RunningHouse.start();
    rpc = new Rpc(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void every_route_is_described_and_nothing_else_is() {
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> verb : resolved(path.getValue()).properties()) {
        if (!verb.getKey().equals("parameters")) {
          described.add(verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    Set<String> served = new TreeSet<>();
    contract().routes().forEach(route -> served.add(route.method() + " " + route.path()));
    assertThat(described).isEqualTo(served);
  }

  @Test
  void every_answer_is_as_described() {
    String name = Rpc.newName();
    String fields =
        "[{\"username\":\"%s\",\"password\":\"pa55\",\"email\":\"%s@example.com\"}]"
            .formatted(name, name);
    assertDescribed("signup", fields);
    assertDescribed("signup", fields);
    assertDescribed("signin", "[{\"username\":\"" + name + "\",\"password\":\"pa55\"}]");
    assertDescribed("signin", "[{\"username\":\"" + name + "\",\"password\":\"no\"}]");
    assertDescribed("signin", "[]");
    assertDescribed("signin", "[1]");
    assertDescribed("signin", "[");
    for (String call : new String[] {"signin", "signout", "signout"}) {
      String[] bearer = {"Authorization", "Bearer " + rpc.signIn(name, "pa55")};
      assertDescribed(call, "[]", bearer);
    }
    assertDescribed("signout", "[]");
    assertDescribed("send-confirmation-email", "[\"" + name + "\"]");
    String confirmation = rpc.mailed(name + "@example.com");
    assertDescribed("confirm-email-by-token", "[\"" + confirmation + "\"]");
    assertDescribed("confirm-email-by-token", "[\"" + confirmation + "\"]");
    assertDescribed("send-password-reset-email", "[\"" + name + "\"]");
    String reset = rpc.mailed(name + "@example.com");
    assertDescribed("set-password-by-token", "[\"" + reset + "\",\"n3w\"]");
    assertDescribed("set-password-by-token", "[\"garbage\",\"n3w\"]");
    assertDescribed(house.get("/api/healthcheck"), "/api/healthcheck", "get");
    assertDescribed(house.get("/jsonrpc/healthcheck"), "/jsonrpc/healthcheck", "get");
    String whole = "{\"jsonrpc\":\"2.0\",\"method\":\"/v1/session/signin\",\"id\":1}";
    assertDescribed(house.post("/jsonrpc", whole), "/jsonrpc", "post");
    assertDescribed(house.post("/api", "[]"), "/api", "post");
  }

  private static void assertDescribed(String call, String arguments, String... headers) {
    for (String base : new String[] {"/api", "", "/jsonrpc"}) {
      String path = base + "/v1/session/" + call;
      assertDescribed(house.post(path, arguments, headers), path, "post");
    }
    String path = "/api/v1/session/" + call;
    assertDescribed(house.get(path, headers), path, "get");
    assertDescribed(house.send("PUT", path, arguments, headers), path, "post");
  }

  private static void assertDescribed(HttpResponse<String> answer, String path, String verb) {
    JsonNode operation = resolved(document.get("paths").get(path)).get(verb);
    JsonNode response =
        resolved(operation.get("responses").get(Integer.toString(answer.statusCode())));
    ObjectNode schema = document.deepCopy().asObject();
    schema.setAll(response.at("/content/application~1json/schema").deepCopy().asObject());
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(answer.body(), InputFormat.JSON))
        .as(verb + " " + path + ": " + answer.body())
        .isEmpty();
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
  }

  private static Contract contract() {
    return house.house().router().contracts().stream()
        .filter(one -> one.name().equals(SessionRpcContract.NAME))
        .findFirst()
        .orElseThrow();
  }
}
