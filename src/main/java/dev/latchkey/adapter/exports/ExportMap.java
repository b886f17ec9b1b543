package dev.latchkey.adapter.exports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of an export mean.
 *
 * @param name what it is called; that of the old system for one that is ready
 * @param within the name of the array in which the accounts stand in a JSON document; null if they
 *     stand on lines of their own, or are the document
 * @param columns the map as a text; null if it is one that reads by form
 * @param nested the map that reads by form; null if it is a text
 * @param mark changes when what the map says changes
 * @param isStrict whether a file must have each column that the map names
 */
public record ExportMap(
    String name,
    @Nullable String within,
    @Nullable ColumnMap columns,
    PersonMap nested,
    String mark,
    boolean isStrict) {
  /** The names of our own columns. */
  public static final ExportMap OWN = text("columns", ColumnMap.own(), "", false);

  private static final List<ExportMap> READY =
      List.of(
          OWN,
          ready("private-token", NestedMaps::privateToken),
          ready("client-app", columns -> columns),
          ready("jwt-sessions", columns -> columns),
          ready("session-rpc", columns -> columns),
          ready("device-sessions", columns -> columns),
          ready("devise", columns -> columns),
          nested("django", null, NestedMaps::django),
          nested("keycloak", "users", NestedMaps::keycloak),
          nested("firebase", "users", NestedMaps::firebase),
          nested("supabase", null, NestedMaps::supabase),
          nested("auth0", null, NestedMaps::auth0));

  private static ExportMap text(String name, ColumnMap columns, String mark, boolean isStrict) {
    return new ExportMap(name, null, columns, columns, mark, isStrict);
  }

  private static ExportMap nested(String name, @Nullable String within, PersonMap map) {
    return new ExportMap(name, within, null, map, name, false);
  }

  private static ExportMap ready(
      String name, java.util.function.Function<ColumnMap, PersonMap> more) {
    String resource = "/imports/" + name + ".map";
    try (InputStream in = ExportMap.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + resource);
      }
      ColumnMap columns = ColumnMap.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return new ExportMap(name, null, columns, more.apply(columns), name, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Finds a map that is ready.
   *
   * @param name the name of a system, or {@code columns} for the names of our own
   * @return the map
   */
  public static Optional<ExportMap> named(String name) {
    return READY.stream().filter(one -> one.name.equals(name)).findFirst();
  }

  /**
   * Lists what is ready.
   *
   * @return the names
   */
  public static List<String> names() {
    return READY.stream().map(ExportMap::name).toList();
  }

  /**
   * Reads a map.
   *
   * @param name what to call it
   * @param text its lines
   * @return the map
   * @throws IllegalArgumentException if it is none; the message is one line
   */
  public static ExportMap of(String name, String text) {
    return text(name, ColumnMap.of(text), text, true);
  }

  /** Reads a record. */
  Map<String, String> fields(Map<String, @Nullable Object> values) throws PersonMap.NoPerson {
    return nested.fields(values);
  }
}
