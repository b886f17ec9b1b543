package dev.latchkey.house;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One OpenAPI 3.1 document, as a judge of real answers. */
final class OpenApiDocument {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final JsonMapper JSON = new JsonMapper();

  private final JsonNode root;

  private OpenApiDocument(JsonNode root) {
    this.root = root;
  }

  /** Reads the document of a contract. */
  static OpenApiDocument of(String contract) throws IOException {
    Path file = Path.of("src/main/resources/openapi", contract + ".yaml");
    // Read by the YAML library itself, which follows anchors.
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    return new OpenApiDocument(JSON.valueToTree(tree));
  }

  /** Lists what it describes, as verb and path. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    root.path("paths")
        .propertyStream()
        .forEach(
            path ->
                resolved(path.getValue())
                    .propertyNames()
                    .forEach(
                        verb -> {
                          if (Set.of("get", "post", "put", "delete").contains(verb)) {
                            operations.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return operations;
  }

  /** Says what is wrong with an answer; empty if it is as described. */
  Optional<String> judge(String verb, String path, HttpResponse<String> answer) {
    JsonNode operation =
        resolved(root.path("paths").path(path)).path(verb.toLowerCase(Locale.ROOT));
    String status = Integer.toString(answer.statusCode());
    JsonNode response = resolved(operation.path("responses").path(status));
    if (response.isMissingNode()) {
      return Optional.of("status " + status + " is not described: " + answer.body());
    }
    JsonNode content = response.path("content");
    if (answer.body().isEmpty()) {
      return content.isMissingNode() ? Optional.empty() : Optional.of("a body is described");
    }
    String type =
        answer.headers().firstValue("content-type").orElse("").replaceAll(";.*", "").strip();
    JsonNode schema = content.path(type).path("schema");
    if (schema.isMissingNode()) {
      return Optional.of("no schema for " + type);
    }
    return violations(schema, answer.body());
  }

  private Optional<String> violations(JsonNode schema, String body) {
    // References lead to the root of the document, so the schema is judged with its components
    // around it.
    ObjectNode whole = (ObjectNode) schema.deepCopy();
    whole.set("components", root.path("components"));
    String found =
        SCHEMAS.getSchema(whole).validate(JSON.readTree(body)).stream()
            .map(Error::toString)
            .collect(Collectors.joining("; "));
    return found.isEmpty() ? Optional.empty() : Optional.of(found + " in " + body);
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isString() ? root.at(reference.asString().substring(1)) : node;
  }
}
