package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.boot.House;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.kernel.StartProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose master key file went away. */
class LostKeyTest {
  @TempDir Path directory;

  @Test
  void a_store_without_its_master_key_is_refused_and_gets_no_new_one() throws Exception {
    ServerSettings settings = TestSettings.cheap(directory);
    House.open(settings).close();
    Path key = directory.resolve("master.key");
    Path backup = Files.move(key, directory.resolve("backup"));

    assertThatThrownBy(() -> House.open(settings))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("is missing")
        .hasMessageContaining("restore the file from a backup");
    assertThat(key).doesNotExist();

    Files.move(backup, key);
    House.open(settings).close();
  }
}
