package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The corpus of breached passwords is imported beside a running server. */
class BreachedImportCommandTest {
  /** The SHA-1 of "trombone7zanzibar". */
  private static final String LINE = "AF39424C1EA6747C893B08A8909766CBE52459B1:12\n";

  @TempDir Path directory;

  private Console.Result run(RunningHouse house, String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--data";
    all[words.length + 1] = house.directory().toString();
    return new Console(directory).run(all);
  }

  @Test
  void an_import_says_what_it_made() throws Exception {
    try (RunningHouse house = RunningHouse.start()) {
      Files.writeString(directory.resolve("corpus.txt"), LINE);
      Console.Result result = run(house, "breached", "import", "corpus.txt");

      assertThat(result.code()).isZero();
      assertThat(result.out()).startsWith("imported 1 hashes into ").contains("e-07");
      assertThat(result.err()).isEmpty();
      assertThat(house.directory().resolve("breached.filter")).exists();
    }
  }

  @Test
  void what_cannot_be_imported_is_one_line_and_changes_nothing() throws Exception {
    try (RunningHouse house = RunningHouse.start()) {
      Files.writeString(directory.resolve("corpus.txt"), LINE + "junk\n");
      for (String[] words :
          new String[][] {
            {"breached", "import", "corpus.txt"}, {"breached", "import", "missing.txt"}
          }) {
        Console.Result result = run(house, words);
        assertThat(result.code()).isNotZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
      }
      assertThat(house.directory().resolve("breached.filter")).doesNotExist();
    }
    Console.Result nowhere = new Console(directory).run("breached", "import", "corpus.txt");
    assertThat(nowhere.code()).isNotZero();
    assertThat(nowhere.err()).contains("start the server once");
  }

  @Test
  void a_mark_is_shown_with_the_account() {
    try (RunningHouse house = RunningHouse.start()) {
      house.post("/api/v1/session/signup", "[{\"username\":\"joe\",\"password\":\"password123\"}]");

      assertThat(run(house, "accounts", "show", "joe").out())
          .containsPattern("password weakness +common");
      assertThat(run(house, "accounts", "show", "joe", "--json").rows().getFirst())
          .containsEntry("password_weakness", "common");
    }
  }

  @Test
  void progress_is_a_bar_with_rate_and_time_left() {
    assertThat(ProgressBar.line(10, 25, 100, 5_000_000))
        .isEqualTo("[#######.......................]  25.0 %  500,000/s  0:30 left ");
    assertThat(ProgressBar.line(0, 0, 0, 0)).startsWith("[##############################] 100.0 %");
  }
}
