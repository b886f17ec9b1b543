package dev.latchkey.adapter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.StartProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sections under names that the owner chooses. */
class NamedSectionsTest {
  private static final Settings DEFAULT =
      new Settings(Map.of(RealmName.MAIN, new Policy(3, Duration.ofHours(1))));

  @TempDir Path directory;

  record Policy(int most, @Nullable Duration idle) {}

  record Settings(Map<RealmName, Policy> realms) {}

  private Settings read(String yaml, Map<String, String> environment) throws Exception {
    Path file = directory.resolve("latchkey.yaml");
    Files.writeString(file, yaml);
    return new SettingsReader("LATCHKEY_", Set.of()).read(DEFAULT, file, environment, List.of());
  }

  @Test
  void each_section_has_the_defaults_of_the_one_that_exists_from_the_start() throws Exception {
    Settings settings = read("realms: {shop: {most: 5}, main: {idle: none}}", Map.of());

    assertThat(settings.realms())
        .isEqualTo(
            Map.of(
                RealmName.MAIN,
                new Policy(3, null),
                new RealmName("shop"),
                new Policy(5, Duration.ofHours(1))));
  }

  @Test
  void a_variable_reaches_the_section_that_exists_from_the_start() throws Exception {
    Settings settings = read("", Map.of("LATCHKEY_REALMS_MAIN_MOST", "7"));

    assertThat(settings.realms().get(RealmName.MAIN)).isEqualTo(new Policy(7, Duration.ofHours(1)));
  }

  @Test
  void bad_names_and_bad_keys_are_told_with_their_places() {
    assertThatThrownBy(() -> read("realms:\n  Shop!: {most: 5}\n  shop: {mots: 5}\n", Map.of()))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("realms.Shop!")
        .hasMessageContaining("there is no setting realms.shop.mots; did you mean most?");
    assertThatThrownBy(() -> read("realms: {shop: 5}\n", Map.of()))
        .hasMessageContaining("realms.shop must be a section with settings in it");
    assertThatThrownBy(() -> read("realms: 5\n", Map.of()))
        .hasMessageContaining("realms must be a section with settings in it");
  }
}
