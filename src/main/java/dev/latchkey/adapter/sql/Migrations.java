package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.StartProblem;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The bundled migrations, by name: scanning a class path costs time at each start and fails in some
 * packagings. A file of the database's own folder takes the place of the shared one of its name.
 */
final class Migrations implements ResourceProvider {
  /** All names, oldest first. */
  static final List<String> NAMES =
      List.of(
          "V001__numbered_tables.sql",
          "V002__tables.sql",
          "V003__languages.sql",
          "V004__limits.sql",
          "V005__life_of_an_account.sql",
          "V006__letters.sql",
          "V007__upkeep.sql",
          "V008__rows_in_key_order.sql",
          "V009__imports.sql",
          "V010__door_uses.sql");

  /** The version of the newest one. */
  static final int NEWEST = version(NAMES.getLast());

  private static final int DIGITS = 3;

  private final Dialect dialect;

  Migrations(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Reads the version in a name. */
  static int version(String name) {
    return Integer.parseInt(name.substring(1, 1 + DIGITS));
  }

  /** Refuses a schema that this program does not know. */
  static void refuseNewer(int version, Object database) {
    if (version > NEWEST) {
      throw new StartProblem(
          "the database "
              + database
              + " was written by a newer Latchkey (schema "
              + version
              + ", this program knows "
              + NEWEST
              + "): start the newer program, or restore the backup from before the update");
    }
  }

  /** Refuses a schema that a start of this program would first bring up to date. */
  static void refuseOlder(int version, Object database) {
    if (version < NEWEST) {
      throw new StartProblem(
          "the database "
              + database
              + " was written by an older Latchkey (schema "
              + version
              + ", this program knows "
              + NEWEST
              + "): use the program that wrote it, or start this one on it once");
    }
  }

  @Override
  public @Nullable LoadableResource getResource(String name) {
    return NAMES.contains(name) ? new Bundled(name, locate(name)) : null;
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    List<LoadableResource> found = new ArrayList<>();
    for (String name : NAMES) {
      if (name.startsWith(prefix) && List.of(suffixes).stream().anyMatch(name::endsWith)) {
        found.add(new Bundled(name, locate(name)));
      }
    }
    return found;
  }

  private String locate(String name) {
    String own = "/sql/" + dialect.folder() + "/" + name;
    URL there = Migrations.class.getResource(own);
    return there == null ? "/sql/common/" + name : own;
  }

  /** A migration inside the program. */
  private static final class Bundled extends LoadableResource {
    private final String name;
    private final String path;

    Bundled(String name, String path) {
      this.name = name;
      this.path = path;
    }

    @Override
    public Reader read() {
      InputStream bytes = Migrations.class.getResourceAsStream(path);
      return new InputStreamReader(
          Objects.requireNonNull(bytes, "the program lacks " + path), StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return path;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return path;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
