package dev.latchkey.wire.contract.devicesessions;

import static dev.latchkey.wire.contract.devicesessions.DeviceClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
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

/** The description of the contract describes what the server does. */
class DeviceSessionsOpenApiTest {
  private static JsonNode document;
  private static RunningHouse house;
  private static DeviceClient client;

  @BeforeAll
  static void start() throws IOException {
    try (InputStream file =
        DeviceSessionsContract.class.getResourceAsStream("/openapi/device-sessions.yaml")) {
      document = new YAMLMapper().readTree(file);
    }
    house = RunningHouse.start();
    client = new DeviceClient(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void every_route_is_described_and_nothing_else_is() {
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> verb : path.getValue().properties()) {
        described.add(verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }
    Set<String> served = new TreeSet<>();
    Contract contract =
        house.house().router().contracts().stream()
            .filter(one -> one.name().equals(DeviceSessionsContract.NAME))
            .findFirst()
            .orElseThrow();
    contract.routes().forEach(route -> served.add(route.method() + " " + route.path()));
    assertThat(described).isEqualTo(served);
  }

  @Test
  void every_answer_is_as_described() {
    HttpResponse<String> up = client.signUp("opal");
    assertDescribed(up, "post", "/api/v1/registrations");
    assertDescribed(client.signUp("opal"), "post", "/api/v1/registrations");
    HttpResponse<String> in = client.signIn("opal", Map.of("platform", "iOS"));
    assertDescribed(in, "post", "/api/v1/sessions");
    assertDescribed(house.post("/api/v1/sessions", "{}"), "post", "/api/v1/sessions");
    assertDescribed(house.post("/api/v1/sessions", "{"), "post", "/api/v1/sessions");
    assertDescribed(
        house.post("/api/v1/sessions", "{}", "Content-Type", "text/plain"),
        "post",
        "/api/v1/sessions");
    assertDescribed(
        house.post("/api/v1/sessions", "{\"a\":\"" + "x".repeat(70_000) + "\"}"),
        "post",
        "/api/v1/sessions");
    String token = DeviceClient.token(up);
    HttpResponse<String> current = client.current(token);
    assertDescribed(current, "get", "/api/v1/sessions/current");
    assertDescribed(client.current("junk"), "get", "/api/v1/sessions/current");
    assertDescribed(client.authorizations(token), "get", "/api/v1/authorizations");
    assertDescribed(client.authorizations(""), "get", "/api/v1/authorizations");
    int phone = DeviceClient.number(DeviceClient.token(in));
    assertDescribed(client.end(token, phone), "delete", "/api/v1/authorizations/{id}");
    assertDescribed(client.end(token, phone), "delete", "/api/v1/authorizations/{id}");
    Map<String, String> profile =
        Map.of("email", "opal@mail.example", "first_name", "O", "last_name", "P");
    String own = "/api/v1/users/" + client.account(token);
    assertDescribed(client.put(own, token, profile), "put", "/api/v1/users/{id}");
    assertDescribed(client.put(own + "0", token, profile), "put", "/api/v1/users/{id}");
    assertDescribed(client.put(own, token, Map.of()), "put", "/api/v1/users/{id}");
    assertDescribed(
        client.put("/api/v1/users/change_password", token, Map.of("password", PASSWORD)),
        "put",
        "/api/v1/users/change_password");
    assertDescribed(
        client.put("/api/v1/users/change_password", "", Map.of("password", PASSWORD)),
        "put",
        "/api/v1/users/change_password");
    assertDescribed(
        client.restore("opal@mail.example"), "post", "/api/v1/sessions/restore_password");
    assertDescribed(client.restore(""), "post", "/api/v1/sessions/restore_password");
    String secret = new Mailbox(house).secret("opal@mail.example");
    assertDescribed(client.reset(secret, "Other12345"), "put", "/api/v1/sessions/reset_password");
    assertDescribed(client.reset(secret, "Other12345"), "put", "/api/v1/sessions/reset_password");
  }

  private static void assertDescribed(HttpResponse<String> answer, String verb, String path) {
    String operation = "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + verb;
    String response = operation + "/responses/" + answer.statusCode();
    JsonNode described = document.at(response);
    assertThat(described.isMissingNode()).as(response).isFalse();
    if (described.has("$ref")) {
      response = described.get("$ref").asString().substring(1);
    }
    ObjectNode schema = document.deepCopy().asObject();
    schema.put("$ref", "#" + response + "/content/application~1json/schema");
    List<Error> errors =
        new ArrayList<>(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(answer.body(), InputFormat.JSON));
    assertThat(errors).as(verb + " " + path + ": " + answer.body()).isEmpty();
  }
}
