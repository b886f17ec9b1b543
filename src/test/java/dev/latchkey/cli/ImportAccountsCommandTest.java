package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.house.RunningHouse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts are imported by the command line. */
class ImportAccountsCommandTest {
  private static final String PEOPLE =
      """
      id,username,email,email_verified,password_hash,shoe_size
      700,ann,ann@x.org,t,,38
      701,bob,no address,f,,44
      702,eve,eve@x.org,t,never-show-this-hash,40
      703,ann,ann2@x.org,t,,41
      """;

  @TempDir Path directory;

  private Console.Result run(String... words) {
    return new Console(directory).run(words);
  }

  @Test
  void an_import_shows_what_became_of_the_entries_and_reports_each() throws Exception {
    Files.writeString(directory.resolve("people.csv"), PEOPLE);

    Console.Result dry =
        run("import", "accounts", "people.csv", "--dry-run", "--report", "dry.jsonl");
    Console.Result done = run("import", "accounts", "people.csv", "--report", "report.jsonl");
    Console.Result again = run("import", "accounts", "people.csv", "--json");
    Console.Result listed = run("accounts", "list", "--json");

    String table =
        """
        OUTCOME  ENTRIES  FIRST LINE  REASON
        created  1        2           -
        refused  1        3           bad_email
        refused  1        4           unusable_hash
        refused  1        5           duplicate
        """;
    assertThat(dry.out()).isEqualTo(table);
    assertThat(dry.err())
        .isEqualTo(
            """
            latchkey: columns that are not read: shoe_size
            latchkey: that was a dry run: nothing was changed
            latchkey: entries refused: 3
            """);
    assertThat(done.out()).isEqualTo(table);
    assertThat(done.code()).isEqualTo(Program.REFUSED);
    assertThat(Files.readAllLines(directory.resolve("report.jsonl")))
        .hasSize(4)
        .isEqualTo(Files.readAllLines(directory.resolve("dry.jsonl")))
        .contains(
            "{\"entry\":1,\"line\":2,\"id\":\"700\",\"outcome\":\"created\",\"account\":700}",
            "{\"entry\":4,\"line\":5,\"id\":\"703\",\"outcome\":\"refused\",\"reason\":\"duplicate\","
                + "\"detail\":\"the same user name as in entry 1\"}");
    assertThat(Files.readString(directory.resolve("report.jsonl")))
        .doesNotContain("never-show-this-hash")
        .doesNotContain("x.org");
    assertThat(again.rows())
        .extracting(row -> row.get("outcome"), row -> row.get("entries"))
        .startsWith(tuple("unchanged", 1L));
    assertThat(again.err()).contains("imported before: what is here already stays as it is");
    assertThat(listed.rows())
        .extracting(row -> row.get("number"), row -> row.get("username"))
        .containsExactly(tuple(700L, "ann"));
  }

  @Test
  void an_import_works_beside_a_running_server() throws Exception {
    try (RunningHouse house = RunningHouse.start()) {
      Files.writeString(directory.resolve("people.csv"), "username\nann\n");

      Console.Result done =
          run("import", "accounts", "people.csv", "--data", house.directory().toString());

      assertThat(done.code()).as(done.err()).isZero();
      assertThat(house.house().ports().accounts().list(null, 0, 10))
          .extracting(account -> account.username())
          .containsExactly("ann");
    }
  }

  @Test
  void somebody_who_moved_in_signs_in_with_the_password_he_has() throws Exception {
    try (RunningHouse house = RunningHouse.start()) {
      // Made by libxcrypt 4.4, as Devise makes them.
      Files.writeString(
          directory.resolve("users.csv"),
          """
          id,email,encrypted_password
          700,ann@x.org,$2a$05$abcdefghijklmnopqrstuuhrYj9/oy3wwgmYhM6oEkizT9F9jSjx2
          """);

      Console.Result done =
          run(
              "import",
              "accounts",
              "users.csv",
              "--map",
              "devise",
              "--data",
              house.directory().toString());

      assertThat(done.code()).as(done.err()).isZero();
      String claim = "{\"login\":\"ann@x.org\",\"password\":\"%s\"}";
      assertThat(house.post("/sign_in", claim.formatted("pässwörd 密码")).statusCode())
          .isEqualTo(200);
      assertThat(house.post("/sign_in", claim.formatted("passwörd 密码")).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void what_cannot_be_imported_is_one_plain_line() throws Exception {
    Files.writeString(directory.resolve("people.csv"), PEOPLE);
    Files.writeString(directory.resolve("mine.map"), "mail = email\n");
    Files.writeString(directory.resolve("pepper"), "pepper\n");

    assertLine("cannot read none.csv: there is no such file", "none.csv");
    assertLine(
        "there is no map devis: name a file, or one of columns,", "people.csv", "--map", "devis");
    assertLine("there is no column mail; there are", "people.csv", "--map", "mine.map");
    assertLine(
        "line 1 is not of the form name = value", "people.csv", "--hash-parameters", "pepper");
    assertLine("it is no JSON document", "people.csv", "--map", "keycloak");
    assertLine("is no report of an import: name another", "people.csv", "--report", "mine.map");
    assertThat(Files.readString(directory.resolve("mine.map"))).isEqualTo("mail = email\n");
    assertThat(run("import", "accounts", "people.csv", "--report", "people.csv").err())
        .contains("--report and FILE are the same file");
    assertThat(run("import", "accounts", "people.csv", "--source", "A B").err())
        .contains("--source: a name is 1 to 64 characters");
    assertThat(run("import", "accounts").err()).contains("FILE is missing");
  }

  private void assertLine(String line, String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "import";
    all[1] = "accounts";
    System.arraycopy(words, 0, all, 2, words.length);
    Console.Result result = run(all);
    assertThat(result.code()).isEqualTo(Program.PROBLEM);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().filter(one -> !one.contains("columns that are not read")))
        .singleElement()
        .asString()
        .contains(line);
  }
}
