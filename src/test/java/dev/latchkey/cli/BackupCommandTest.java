package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.adapter.sql.PostgresServer;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup and restore, as an operator does them. */
class BackupCommandTest {
  @TempDir Path directory;

  private Console console;

  @BeforeEach
  void make() {
    console = new Console(directory);
    assertThat(console.run("clients", "add", "my-app", "--data", "old").code()).isZero();
  }

  private Console.Result backUp(String file) {
    return console.run("backup", "--to", file, "--data", "old");
  }

  private void giveKey(String data) throws Exception {
    Files.createDirectory(directory.resolve(data));
    Files.copy(directory.resolve("old/master.key"), directory.resolve(data + "/master.key"));
  }

  private void assertRefused(Console.Result result, String... words) {
    assertThat(result.code()).as(result.out()).isNotZero();
    assertThat(result.err()).contains(words).doesNotContain("Exception", "\tat ");
    assertThat(result.err().strip().lines().toList()).as(result.err()).hasSizeLessThanOrEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void a_backup_comes_back_in_either_store() throws Exception {
    Console.Result made = backUp("a.backup");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out())
        .contains("backed up ", "a.backup", "every table equals the store")
        .contains("The master key is not in it", "old/master.key");
    Path file = directory.resolve("a.backup");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(one -> one.getFileName().toString()))
          .containsExactlyInAnyOrder("old", "a.backup");
    }

    giveKey("new");
    Console.Result there = console.run("restore", "--from", "a.backup", "--data", "new");
    assertThat(there.code()).as(there.err()).isZero();
    assertThat(there.out())
        .contains("restored ", "every table equals the backup", "live again (--end-sessions)");
    assertThat(console.run("clients", "list", "--json", "--data", "new").rows())
        .extracting(row -> row.get("id"))
        .contains("my-app");

    giveKey("node");
    Map<String, String> server =
        Map.of("LATCHKEY_DATABASE_URL", PostgresServer.running().emptyDatabase());
    Console node = new Console(directory, server);
    Console.Result onServer =
        node.run("restore", "--from", "a.backup", "--end-sessions", "--data", "node");
    assertThat(onServer.code()).as(onServer.err()).isZero();
    assertThat(onServer.out()).contains("Ended 0 sessions and all mailed links");
    assertThat(node.run("clients", "list", "--json", "--data", "node").rows())
        .extracting(row -> row.get("id"))
        .contains("my-app");

    Console.Result back = node.run("backup", "--to", "b.backup", "--data", "node");
    assertThat(back.code()).as(back.err()).isZero();
    assertThat(console.run("restore", "--from", "b.backup", "--check").out()).contains("is whole");
  }

  @Test
  void a_backup_never_takes_the_place_of_a_file() throws Exception {
    Files.writeString(directory.resolve("a.backup"), "dear");

    assertRefused(backUp("a.backup"), "a.backup exists", "name a new one");
    assertThat(directory.resolve("a.backup")).content().isEqualTo("dear");
    assertRefused(backUp("nowhere/a.backup"), "its directory does not exist");
    Files.createDirectory(directory.resolve("b.backup.part"));
    assertRefused(backUp("b.backup"), "is under way, or was cut short", "b.backup.part");
    assertRefused(console.run("backup", "--data", "old"), "--to is missing");
    assertRefused(
        console.run("backup", "--to", "c.backup", "--data", "none"), "there is no store in");
    assertThat(directory.resolve("none")).doesNotExist();
  }

  @Test
  void a_store_whose_key_is_gone_is_not_backed_up() throws Exception {
    Files.delete(directory.resolve("old/master.key"));

    assertRefused(backUp("a.backup"), "master.key", "no such file");
    assertThat(directory.resolve("a.backup")).doesNotExist();
  }

  @Test
  void a_restore_needs_the_key_of_the_server_that_was_backed_up() throws Exception {
    backUp("a.backup");
    assertThat(console.run("clients", "add", "other", "--data", "other").code()).isZero();

    assertRefused(
        console.run("restore", "--from", "a.backup", "--data", "bare"),
        "bare/master.key is missing",
        "put that file there first");
    assertThat(directory.resolve("bare")).doesNotExist();
    assertRefused(
        console.run("restore", "--from", "a.backup", "--data", "other"),
        "needs the master key with the mark");
  }

  @Test
  void a_store_that_holds_something_is_not_restored_over() {
    backUp("a.backup");

    assertRefused(console.run("restore", "--from", "a.backup", "--data", "old"), "is not empty");
    assertThat(console.run("clients", "list", "--json", "--data", "old").rows())
        .extracting(row -> row.get("id"))
        .contains("my-app");
  }

  @Test
  void what_is_no_backup_is_refused() throws Exception {
    giveKey("new");
    Files.writeString(directory.resolve("diary"), "Dear diary, ".repeat(1_000));

    for (String other : List.of("diary", "old/latchkey.db")) {
      assertRefused(console.run("restore", "--from", other, "--data", "new"), "is no backup");
    }
    assertRefused(console.run("restore", "--from", "none", "--data", "new"), "there is no backup");
    assertThat(directory.resolve("new/latchkey.db")).doesNotExist();
    backUp("a.backup");
    assertRefused(
        console.run("restore", "--from", "a.backup", "--check", "--end-sessions"),
        "--check changes nothing");
  }

  @Test
  void a_changed_value_and_a_cut_end_are_found_out_before_anything_is_written() throws Exception {
    giveKey("new");
    backUp("a.backup");
    Path changed = Files.copy(directory.resolve("a.backup"), directory.resolve("changed"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + changed);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE clients SET name = 'mine' WHERE id = 'my-app'");
    }
    Path counted = Files.copy(directory.resolve("a.backup"), directory.resolve("counted"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + counted);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE device_numbers SET last = 7");
    }
    Path cut = Files.copy(directory.resolve("a.backup"), directory.resolve("cut"));
    try (RandomAccessFile file = new RandomAccessFile(cut.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }

    for (String damaged : List.of("changed", "counted", "cut")) {
      assertRefused(
          console.run("restore", "--from", damaged, "--data", "new"), damaged, "is damaged");
      assertRefused(console.run("restore", "--from", damaged, "--check"), damaged, "is damaged");
    }
    assertThat(directory.resolve("new/latchkey.db")).doesNotExist();
  }
}
