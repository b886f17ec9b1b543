package dev.latchkey.adapter.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.client.Client;
import dev.latchkey.core.session.Changes;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.MovedTime;
import dev.latchkey.kernel.RealmName;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
  @TempDir Path directory;

  private static Process start(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath(),
            OtherProcess.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Some launchers of tests load these classes by a loader of their own. */
  private static String classPath() {
    return OtherProcess.class.getClassLoader() instanceof URLClassLoader own
        ? Stream.of(own.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
        : System.getProperty("java.class.path");
  }

  @Test
  void what_a_killed_process_acknowledged_is_kept_and_the_others_go_on() throws Exception {
    MovedTime time = new MovedTime();
    Path file = directory.resolve("latchkey.db");
    List<String> acknowledged = new ArrayList<>();
    Process other = start(file);
    try (Database mine = Database.open(file, new Changes(), time, new SeededEntropy(1));
        BufferedReader lines = other.inputReader()) {
      for (int n = 0; n < 200; n++) {
        String line = lines.readLine();
        assertThat(line).as("the other process goes on").isNotNull();
        acknowledged.add(line);
        String id = "mine-" + n;
        mine.clients().add(new Client(id, RealmName.MAIN, "x", null, time.now()));
        acknowledged.add(id);
      }
      other.destroyForcibly().waitFor();

      assertThat(mine.clients().add(new Client("after", RealmName.MAIN, "x", null, time.now())))
          .isTrue();
    } finally {
      other.destroyForcibly();
    }

    try (Database again = Database.open(file, new Changes(), time, new SeededEntropy(1))) {
      assertThat(again.clients().list()).extracting(Client::id).containsAll(acknowledged);
      assertThat(again.integrityCheck()).isEmpty();
    }
  }
}
