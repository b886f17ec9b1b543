package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the program is called, and what it says to a call that makes no sense. */
class ProgramTest {
  @TempDir Path directory;

  @Test
  void help_names_every_command_and_ends_well() {
    Console.Result result = console().run("--help");
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    for (Command command : Commands.all()) {
      if (!(command instanceof TrainCommand)) {
        assertThat(result.out()).contains("  " + command.usage().words());
      }
    }
    assertThat(result.out()).doesNotContain("  train");
    assertThat(console().run("-h").out()).isEqualTo(result.out());
    assertThat(console().run("help").out()).isEqualTo(result.out());
  }

  @Test
  void each_command_has_help_with_all_its_options_within_eighty_columns() {
    for (Command command : Commands.all()) {
      Usage usage = command.usage();
      List<String> words = new java.util.ArrayList<>(List.of(usage.words().split(" ")));
      words.add("--help");
      Console.Result result = console().run(words.toArray(String[]::new));
      assertThat(result.code()).isZero();
      assertThat(result.out()).startsWith("Usage: latchkey " + usage.words());
      usage.options().forEach(option -> assertThat(result.out()).contains(option.shape()));
      usage.examples().forEach(example -> assertThat(result.out()).contains(example));
      assertThat(result.out().lines()).allMatch(line -> line.length() <= 80, "80 columns");
    }
    assertThat(console().run("help", "accounts", "permit").out())
        .isEqualTo(console().run("accounts", "permit", "-h").out());
  }

  @Test
  void every_command_on_the_store_can_print_json_and_be_told_where_the_store_is() {
    for (Command command : Commands.all()) {
      if (command instanceof StoreCommand) {
        assertThat(command.usage().options())
            .as(command.usage().words())
            .extracting(Option::name)
            .contains("--json", "--data", "--config");
      }
    }
  }

  @Test
  void a_group_has_help_of_its_own() {
    assertThat(console().run("accounts", "--help").out())
        .contains("accounts list", "accounts forbid NAME PERMISSION")
        .doesNotContain("  outbox ");
  }

  @Test
  void a_call_that_makes_no_sense_is_told_in_plain_lines_with_a_hint() {
    refused("there is no command \"serv\"; did you mean serve?", "serv");
    refused("there is no command \"frobnicate\"", "frobnicate");
    refused("there is no command \"accounts lst\"; did you mean list?", "accounts", "lst");
    refused("latchkey sessions needs one of: list, end", "sessions");
    refused("there is no option --prot; did you mean --port?", "serve", "--prot", "1");
    refused("--port needs a value: --port PORT", "serve", "--port");
    refused("--port is given twice", "serve", "--port", "1", "--port=2");
    refused("--demo takes no value", "serve", "--demo=yes");
    refused("NAME is missing", "accounts", "show");
    refused("PERMISSION is missing", "accounts", "permit", "a");
    refused("\"b\" is one word too many; quote a name with spaces", "accounts", "show", "a", "b");
  }

  @Test
  void nothing_at_all_shows_the_help_as_a_mistake() {
    Console.Result result = console().run();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("Usage: latchkey COMMAND");
  }

  @Test
  void options_stand_anywhere_and_a_double_dash_ends_them() throws Exception {
    Usage usage = new AccountsListCommand().usage();
    Usage taking = new Usage("x", "", List.of("A", "[B]"), usage.options(), "", List.of());
    Given given = Given.read(taking, List.of("--json", "one", "--realm=r", "--", "--data"));
    assertThat(given.parameters()).containsExactly("one", "--data");
    assertThat(given.options())
        .containsOnly(Map.entry("--json", "true"), Map.entry("--realm", "r"));
    assertThat(Given.read(taking, List.of("-")).parameters()).containsExactly("-");
  }

  @Test
  void every_wrong_setting_is_told_at_once() throws Exception {
    Path file = Files.writeString(directory.resolve("own.yaml"), "http: {prot: 1}\nmode: x\n");
    Console.Result result =
        new Console(directory, Map.of("LATCHKEY_HTTP_MAX_HEADERS", "many"))
            .run("serve", "--config", file.toString(), "--port", "http");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith("latchkey: "))
        .anyMatch(line -> line.contains("own.yaml:1: there is no setting http.prot"))
        .anyMatch(line -> line.contains("own.yaml:2: there is no setting mode"))
        .anyMatch(line -> line.contains("LATCHKEY_HTTP_MAX_HEADERS: http.max_headers must be"))
        .anyMatch(line -> line.contains("--port: http.port must be a whole number"));
  }

  @Test
  void a_file_called_latchkey_yaml_is_read_unasked() throws Exception {
    Files.writeString(directory.resolve("latchkey.yaml"), "http: {port: x}\n");
    assertThat(console().run("serve").err()).contains("latchkey.yaml:1: http.port must be");
  }

  @Test
  void a_config_file_that_is_named_must_exist() {
    Console.Result result = console().run("outbox", "--config", "absent.yaml");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("absent.yaml: there is no such file").hasLineCount(1);
  }

  @Test
  void an_address_beyond_this_machine_is_refused_until_each_allowance_is_settled() {
    Console.Result result = console().run("serve", "--host", "0.0.0.0");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("each of these must be settled")
        .contains("allow.bare_openid: ")
        .contains("allow.documented_client: ")
        .contains("--allow-unsafe");
    assertThat(directory).isEmptyDirectory();

    Console.Result rest =
        new Console(
                directory,
                Map.of("LATCHKEY_ALLOW_BARE_OPENID", "false", "LATCHKEY_HTTP_HOST", "::"))
            .run("serve");
    assertThat(rest.code()).isEqualTo(2);
    assertThat(rest.err())
        .contains("allow.endless_sessions: ")
        .doesNotContain("allow.bare_openid: ");
  }

  @Test
  void the_demonstration_stays_on_this_machine() {
    Console.Result result = console().run("serve", "--demo", "--allow-unsafe", "--host", "0.0.0.0");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--demo makes an account with a known password");
  }

  private void refused(String line, String... words) {
    Console.Result result = console().run(words);
    assertThat(result.code()).as(line).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().findFirst()).contains("latchkey: " + line);
    assertThat(result.err()).hasLineCount(2).contains("--help");
  }

  private Console console() {
    return new Console(directory);
  }
}
