package dev.latchkey.adapter.foreign;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is kept beside a hash: numbers and words as they are, bytes in base64url. Written {@code
 * rounds=1000,salt=AAEC}.
 */
final class Fields {
  private static final int LONGEST = 4096;

  private final Map<String, String> values = new LinkedHashMap<>();
  private byte @Nullable [] secret;

  /** Starts without any. */
  Fields() {}

  /** Reads what {@link #text} wrote; empty if it did not. */
  static Optional<Fields> parse(String text) {
    Fields fields = new Fields();
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int is = part.indexOf('=');
      if (is < 1 || !part.matches("[a-z]{1,12}=[A-Za-z0-9_-]*")) {
        return Optional.empty();
      }
      if (fields.values.put(part.substring(0, is), part.substring(is + 1)) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(fields);
  }

  Fields put(String name, long value) {
    values.put(name, Long.toString(value));
    return this;
  }

  Fields put(String name, byte[] value) {
    values.put(name, Base64.getUrlEncoder().withoutPadding().encodeToString(value));
    return this;
  }

  Fields put(String name, String value) {
    return put(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds the secret that the other system kept apart from its hashes. It is no part of the text.
   */
  Fields secret(byte[] bytes) {
    secret = bytes.clone();
    return this;
  }

  /** Says whether there is such a secret. */
  boolean hasSecret() {
    return secret != null;
  }

  /**
   * Gives that secret.
   *
   * @throws Refusal if there is none
   */
  byte[] secret() throws Refusal {
    if (secret == null) {
      throw new Refusal("the secret of the hash is missing");
    }
    return secret.clone();
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * Gives a number.
   *
   * @throws Refusal if it is missing or out of bounds
   */
  int number(String name, int least, int most) throws Refusal {
    return Given.number(name, values.get(name), least, most);
  }

  /**
   * Gives bytes.
   *
   * @throws Refusal if they are missing or malformed
   */
  byte[] bytes(String name) throws Refusal {
    String value = values.get(name);
    if (value == null) {
      throw new Refusal("the " + name + " of the hash is missing");
    }
    try {
      return Base64.getUrlDecoder().decode(value);
    } catch (IllegalArgumentException e) {
      throw new Refusal("the " + name + " of the hash cannot be read");
    }
  }

  /** Gives a value as it is written; "" if it is missing. */
  String raw(String name) {
    return values.getOrDefault(name, "");
  }

  /**
   * Gives a text.
   *
   * @throws Refusal if it is missing or malformed
   */
  String words(String name) throws Refusal {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /** Writes them down. */
  String text() {
    return values.entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining(","));
  }
}
