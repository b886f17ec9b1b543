package dev.latchkey.adapter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.kernel.StartProblem;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text becomes records; every mistake is told, with its place, at once. */
class SettingsReaderTest {
  enum Mode {
    COMPATIBLE,
    PUBLIC_FACING
  }

  record Realm(String value) {
    Realm {
      if (!value.matches("[a-z]+")) {
        throw new IllegalArgumentException("a realm is written in a-z");
      }
    }
  }

  record Life(@Nullable Duration idle, @Nullable Duration absolute) {}

  record Peer(String host, int port) {}

  record Listener(
      String host, int port, Duration idleTimeout, boolean isEager, List<String> trustedProxies) {
    Listener {
      if (port < 0 || port > 65535) {
        throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
      }
      if (idleTimeout.isZero()) {
        throw new IllegalArgumentException("idleTimeout must not be zero");
      }
    }
  }

  record Settings(
      Listener http,
      Mode mode,
      URI publicUrl,
      Path data,
      long maxBytes,
      Realm realm,
      Life life,
      @Nullable String note,
      String apiToken,
      List<Peer> peers) {}

  static final Settings DEFAULT =
      new Settings(
          new Listener("127.0.0.1", 8080, Duration.ofSeconds(60), true, List.of()),
          Mode.COMPATIBLE,
          URI.create("http://127.0.0.1:8080/"),
          Path.of("data"),
          1L << 40,
          new Realm("main"),
          new Life(null, Duration.ofDays(90)),
          "a note",
          "",
          List.of());

  @TempDir Path directory;

  @Test
  void what_is_set_nowhere_keeps_its_default() throws Exception {
    assertThat(read("", Map.of())).isEqualTo(DEFAULT);
    assertThat(read("# only a comment\n", Map.of())).isEqualTo(DEFAULT);
    assertThat(read("http:\n", Map.of())).isEqualTo(DEFAULT);
    assertThat(reader().read(DEFAULT, null, Map.of("PATH", "/bin"), List.of())).isEqualTo(DEFAULT);
  }

  @Test
  void every_type_is_read_from_the_file() throws Exception {
    Settings settings =
        read(
            """
            http:
              host: "::1"
              port: 9090
              idle_timeout: 10m
              is_eager: false
              trusted_proxies: [10.0.0.0/8, "192.168.0.1"]
            mode: public_facing
            public_url: https://example.org/app
            data: /var/lib/latchkey
            max_bytes: 5000000000
            realm: other
            life: {idle: 7d, absolute: none}
            note: null
            peers:
              - {host: a, port: 1}
              - host: b
                port: 2
            """,
            Map.of());
    assertThat(settings)
        .isEqualTo(
            new Settings(
                new Listener(
                    "::1",
                    9090,
                    Duration.ofMinutes(10),
                    false,
                    List.of("10.0.0.0/8", "192.168.0.1")),
                Mode.PUBLIC_FACING,
                URI.create("https://example.org/app"),
                Path.of("/var/lib/latchkey"),
                5_000_000_000L,
                new Realm("other"),
                new Life(Duration.ofDays(7), null),
                null,
                "",
                List.of(new Peer("a", 1), new Peer("b", 2))));
  }

  @Test
  void durations_are_short_or_iso() {
    for (String[] row :
        new String[][] {
          {"250ms", "PT0.25S"},
          {"30s", "PT30S"},
          {"10m", "PT10M"},
          {"12h", "PT12H"},
          {"7d", "P7D"},
          {"P1DT2H", "P1DT2H"},
          {"PT1.5S", "PT1.5S"}
        }) {
      assertThat(
              reader()
                  .read(DEFAULT, null, Map.of("LATCHKEY_HTTP_IDLE_TIMEOUT", row[0]), List.of())
                  .http()
                  .idleTimeout())
          .isEqualTo(Duration.parse(row[1]));
    }
  }

  @Test
  void an_option_wins_over_a_variable_and_a_variable_over_the_file() throws Exception {
    Path file = file("http: {port: 1, host: a, is_eager: false}\n");
    Map<String, String> environment =
        Map.of("LATCHKEY_HTTP_PORT", "2", "LATCHKEY_HTTP_HOST", "b", "LATCHKEY_REALM", "env");
    Settings settings =
        reader()
            .read(
                DEFAULT,
                file,
                environment,
                List.of(new SettingsReader.Option("--port", "http.port", "3")));
    assertThat(settings.http().port()).isEqualTo(3);
    assertThat(settings.http().host()).isEqualTo("b");
    assertThat(settings.http().isEager()).isFalse();
    assertThat(settings.realm()).isEqualTo(new Realm("env"));
  }

  @Test
  void a_list_in_a_variable_is_separated_by_commas() throws Exception {
    Map<String, String> environment =
        Map.of(
            "LATCHKEY_HTTP_TRUSTED_PROXIES", "10.0.0.0/8, ::1", "LATCHKEY_LIFE_ABSOLUTE", "none");
    Settings settings = read("", environment);
    assertThat(settings.http().trustedProxies()).containsExactly("10.0.0.0/8", "::1");
    assertThat(settings.life().absolute()).isNull();
  }

  @Test
  void all_mistakes_are_told_at_once_each_in_one_line_with_its_place() throws Exception {
    Path file =
        file(
            """
            http:
              prot: 80
              port: 99999
              idle_timeout: 5
              is_eager: yes
            mode: strict
            public_url: "ht tp:"
            max_bytes: 10k
            life: 7d
            realm: MAIN
            peers: [{host: a}]
            note: [1]
            colour: red
            mode: compatible
            """);
    Throwable thrown =
        catchThrowable(
            () ->
                reader()
                    .read(
                        DEFAULT,
                        file,
                        Map.of("LATCHKEY_HTTP_PROT", "1", "LATCHKEY_DATA", ""),
                        List.of(new SettingsReader.Option("--host", "http.hots", "x"))));
    assertThat(thrown).isInstanceOf(StartProblem.class);
    assertThat(String.valueOf(thrown.getMessage()).lines())
        .containsExactlyInAnyOrder(
            "latchkey.yaml:14: mode stands here a second time",
            "LATCHKEY_HTTP_PROT: there is no such setting; did you mean LATCHKEY_HTTP_PORT?",
            "latchkey.yaml:2: there is no setting http.prot; did you mean port?",
            "--host: there is no setting http.hots; did you mean host?",
            "latchkey.yaml:4: http.idle_timeout must be a length of time, such as 500ms, 30s, 10m,"
                + " 12h or 7d, not \"5\"",
            "latchkey.yaml:5: http.is_eager must be true or false, not \"yes\"",
            "latchkey.yaml:2, latchkey.yaml:3, latchkey.yaml:4, latchkey.yaml:5, --host: http: port"
                + " must be between 0 and 65535, not 99999",
            "latchkey.yaml:7: public_url must be an address, such as https://example.org/, not \"ht"
                + " tp:\"",
            "LATCHKEY_DATA: data must be the path of a file or directory, not \"\"",
            "latchkey.yaml:8: max_bytes must be a whole number, such as 10, not \"10k\"",
            "latchkey.yaml:9: life must be a section with settings in it",
            "latchkey.yaml:10: realm: a realm is written in a-z",
            "latchkey.yaml:11: peers[1].port is missing",
            "latchkey.yaml:12: note must be one value, not a list",
            "latchkey.yaml:13: there is no setting colour");
  }

  @Test
  void a_constructor_that_names_a_component_is_made_to_name_the_key() {
    assertThatThrownBy(() -> read("http: {idle_timeout: 0s}", Map.of()))
        .hasMessage("latchkey.yaml:1: http: idle_timeout must not be zero");
  }

  @Test
  void whole_numbers_have_the_range_of_their_type() {
    assertThatThrownBy(() -> read("http: {port: 3000000000}", Map.of()))
        .hasMessageContaining("must be a whole number between -2147483648 and 2147483647");
    assertThatThrownBy(() -> read("max_bytes: 99999999999999999999", Map.of()))
        .hasMessageContaining("max_bytes must be a whole number between");
  }

  @Test
  void what_may_be_a_secret_is_not_repeated() {
    assertThatThrownBy(() -> read("api_token: {a: hunter2}", Map.of()))
        .hasMessage("latchkey.yaml:1: api_token must be one value, not a section");
    record Wrong(int apiKey) {}
    assertThatThrownBy(
            () ->
                reader().read(new Wrong(1), null, Map.of("LATCHKEY_API_KEY", "hunter2"), List.of()))
        .hasMessage(
            "LATCHKEY_API_KEY: api_key must be a whole number, such as 10, not what stands there");
  }

  @Test
  void a_mistake_stays_in_one_line_whatever_was_written() {
    assertThatThrownBy(
            () ->
                reader()
                    .read(
                        DEFAULT,
                        null,
                        Map.of("LATCHKEY_HTTP_PORT", "1\n\u001b[2J" + "9".repeat(100)),
                        List.of()))
        .message()
        .hasLineCount(1)
        .doesNotContain("\u001b")
        .contains("…");
  }

  @Test
  void a_file_that_is_no_yaml_is_told_by_its_line() {
    assertThatThrownBy(() -> read("http:\n  port: [1\nmode: x\n", Map.of()))
        .message()
        .hasLineCount(1)
        .startsWith("latchkey.yaml:")
        .contains("this is not valid YAML");
    assertThatThrownBy(() -> read("- a\n", Map.of()))
        .hasMessage("latchkey.yaml:1: the file must hold settings written as key: value");
    assertThatThrownBy(() -> read("mode: compatible\n---\nmode: compatible\n", Map.of()))
        .message()
        .contains("a second document starts here");
    assertThatThrownBy(() -> read("note: &a x\napi_token: *a\n", Map.of()))
        .message()
        .contains("latchkey.yaml:2: references (*) are not supported");
  }

  @Test
  void a_file_that_is_not_there_is_told() {
    Path missing = directory.resolve("absent.yaml");
    assertThatThrownBy(() -> reader().read(DEFAULT, missing, Map.of(), List.of()))
        .hasMessage(missing + ": there is no such file");
  }

  @Test
  void a_file_that_is_no_text_is_told() throws Exception {
    Path file = directory.resolve("latchkey.yaml");
    Files.write(file, new byte[] {'m', (byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> reader().read(DEFAULT, file, Map.of(), List.of()))
        .message()
        .hasLineCount(1)
        .contains("cannot be read as UTF-8 text");
  }

  @Test
  void variables_that_are_no_settings_are_passed_over() throws Exception {
    assertThat(read("", Map.of("LATCHKEY_JAVA_OPTS", "-Xmx1g", "LATCHKEYS", "1")))
        .isEqualTo(DEFAULT);
  }

  private Settings read(String yaml, Map<String, String> environment) throws Exception {
    return reader().read(DEFAULT, file(yaml), environment, List.of());
  }

  private Path file(String yaml) throws Exception {
    return Files.writeString(directory.resolve("latchkey.yaml"), yaml);
  }

  private static SettingsReader reader() {
    return new SettingsReader("LATCHKEY_", Set.of("LATCHKEY_JAVA_OPTS"));
  }
}
