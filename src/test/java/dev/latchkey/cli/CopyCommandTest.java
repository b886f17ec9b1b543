package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.adapter.sql.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moving a store to PostgreSQL and back, as an operator does. */
class CopyCommandTest {
  @TempDir Path directory;

  @Test
  void a_store_moves_to_a_server_and_back_with_its_clients() throws Exception {
    Console console = new Console(directory);
    assertThat(console.run("clients", "add", "my-app", "--data", "old").code()).isZero();
    String url = PostgresServer.running().emptyDatabase();

    Console.Result there = console.run("copy", "--from", "old", "--to", url);
    Files.createDirectory(directory.resolve("node"));
    Files.copy(directory.resolve("old/master.key"), directory.resolve("node/master.key"));
    Console node = new Console(directory, Map.of("LATCHKEY_DATABASE_URL", url));
    Console.Result listed = node.run("clients", "list", "--json", "--data", "node");
    Console.Result back = console.run("copy", "--from", url, "--to", "new");

    assertThat(there.code()).as(there.err()).isZero();
    assertThat(there.out()).contains("copied ", "every table equals its source");
    assertThat(listed.rows()).extracting(row -> row.get("id")).contains("my-app");
    assertThat(back.code()).as(back.err()).isZero();
    assertThat(directory.resolve("new/latchkey.db")).exists();
  }

  @Test
  void a_server_that_lacks_the_key_of_its_store_is_refused_with_one_line() {
    Console console = new Console(directory);
    console.run("clients", "add", "my-app", "--data", "old");
    String url = PostgresServer.running().emptyDatabase();
    console.run("copy", "--from", "old", "--to", url);

    Console.Result refused =
        new Console(directory, Map.of("LATCHKEY_DATABASE_URL", url))
            .run("clients", "list", "--data", "elsewhere");

    assertThat(refused.code()).isNotZero();
    assertThat(refused.err()).contains("master.key").contains("is missing");
    assertThat(directory.resolve("elsewhere/master.key")).doesNotExist();
  }

  @Test
  void what_cannot_be_copied_is_said_in_one_line() {
    Console console = new Console(directory);
    console.run("clients", "add", "one", "--data", "a");
    console.run("clients", "add", "two", "--data", "b");

    assertThat(console.run("copy", "--from", "nowhere", "--to", "c").err())
        .contains("there is no store in");
    assertThat(directory.resolve("c")).doesNotExist();
    assertThat(console.run("copy", "--from", "a", "--to", "b").err()).contains("not empty");
    assertThat(console.run("copy", "--from", "a", "--to", "a").err()).contains("the same place");
    assertThat(console.run("copy", "--from", "a").err()).contains("--to is missing");
  }
}
