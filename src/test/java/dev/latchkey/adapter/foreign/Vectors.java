package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hashes that were made elsewhere: published ones, and ones made by other programs, each with its
 * source.
 */
public final class Vectors {
  private Vectors() {}

  /** Reads all. */
  public static List<Vector> all() {
    try (InputStream in = Vectors.class.getResourceAsStream("/foreign/vectors.json")) {
      return JsonMapper.builder()
          .build()
          .readValue(Objects.requireNonNull(in), new TypeReference<List<Vector>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Finds one by its name. */
  public static Vector named(String name) {
    return all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * One hash.
   *
   * @param name its name
   * @param scheme what it is said to be
   * @param value the hash
   * @param parameters what is beside it
   * @param password the right password
   * @param source who made it
   */
  public record Vector(
      String name,
      String scheme,
      String value,
      Map<String, String> parameters,
      String password,
      String source) {
    /** Gives it as it is brought. */
    public ForeignHash hash() {
      return new ForeignHash(scheme, value, parameters);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
