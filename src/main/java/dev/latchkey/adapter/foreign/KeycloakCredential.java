package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A password credential of Keycloak: {@code secretData} as the hash, {@code credentialData} beside
 * it as the parameter {@code credential_data}, both as the JSON texts of its exports and tables.
 */
final class KeycloakCredential {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private KeycloakCredential() {}

  /**
   * Reads one.
   *
   * @return the hash under the scheme that it names
   * @throws Refusal if it is malformed
   */
  static ForeignHash read(ForeignHash hash) throws Refusal {
    JsonNode secret = json("secretData", hash.value());
    JsonNode facts = json("credentialData", Given.word(hash, "credential_data", ""));
    String algorithm = text(facts, "algorithm");
    if (algorithm.equals("argon2")) {
      return new ForeignHash("argon2", phc(secret, facts), Map.of());
    }
    Map<String, String> parameters = new HashMap<>();
    parameters.put("salt", text(secret, "salt"));
    parameters.put("rounds", facts.path("hashIterations").asString(""));
    return new ForeignHash(
        algorithm.equals("pbkdf2") ? "pbkdf2-sha1" : algorithm, text(secret, "value"), parameters);
  }

  private static String phc(JsonNode secret, JsonNode facts) throws Refusal {
    JsonNode more = facts.path("additionalParameters");
    return "$argon2%s$v=%s$m=%s,t=%s,p=%s$%s$%s"
        .formatted(
            first(more, "type"),
            first(more, "version").equals("1.3") ? "19" : "16",
            first(more, "memory"),
            facts.path("hashIterations").asString(""),
            first(more, "parallelism"),
            text(secret, "salt").replace("=", ""),
            text(secret, "value").replace("=", ""));
  }

  private static String first(JsonNode more, String name) {
    return more.path(name).path(0).asString("");
  }

  private static String text(JsonNode node, String name) throws Refusal {
    String text = node.path(name).asString("");
    if (text.isEmpty()) {
      throw new Refusal("the credential of Keycloak does not say its " + name);
    }
    return text;
  }

  private static JsonNode json(String name, String text) throws Refusal {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new Refusal("the " + name + " of Keycloak is no JSON");
    }
  }
}
