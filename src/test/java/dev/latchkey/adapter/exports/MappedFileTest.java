package dev.latchkey.adapter.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import dev.latchkey.feature.migration.Entry;
import dev.latchkey.feature.migration.Export;
import dev.latchkey.feature.migration.Person;
import dev.latchkey.feature.migration.Refusal;
import dev.latchkey.kernel.StartProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as they come: well-made, odd and hostile. */
class MappedFileTest {
  @TempDir private Path directory;

  @Test
  void quotes_commas_line_ends_and_quotes_in_quotes_stand_in_a_field() {
    List<Person> people =
        people("username,full_name\r\nann,\"Ann \"\"A.\"\" O'Neil, of\r\ntwo lines\"\r\nbob,\r\n");

    assertThat(people).hasSize(2);
    assertThat(people.get(0).said().fullName()).isEqualTo("Ann \"A.\" O'Neil, of\r\ntwo lines");
    assertThat(people.get(1).username()).isEqualTo("bob");
    assertThat(people.get(1).said().fullName()).isNull();
    assertThat(people.get(1).place()).isEqualTo(new Person.Place(2, 4));
  }

  @Test
  void a_byte_order_mark_a_missing_last_line_end_and_empty_lines_do_no_harm() {
    assertThat(people("\uFEFFusername\n\nann\n\nбоб"))
        .extracting(Person::username)
        .containsExactly("ann", "боб");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void commas_semicolons_and_tabs_separate(String separator) {
    assertThat(
            people(
                String.join(separator, "id", "username", "email")
                    + "\n"
                    + String.join(separator, "1", "ann", "ann@x.org")))
        .singleElement()
        .satisfies(
            ann -> {
              assertThat(ann.id()).isEqualTo("1");
              assertThat(ann.email()).isEqualTo("ann@x.org");
            });
  }

  @Test
  void a_line_with_too_few_or_too_many_fields_is_refused_and_the_next_one_is_read() {
    List<Entry> entries = entries("id,username\n1\n2,ann,more\n3,bob\n");

    assertThat(detail(entries.get(0))).isEqualTo("it has 1 fields, and the first line names 2");
    assertThat(detail(entries.get(1))).isEqualTo("it has 3 fields, and the first line names 2");
    assertThat(entries.get(2)).isInstanceOf(Entry.Read.class);
  }

  @Test
  void a_field_of_a_mebibyte_is_refused_and_the_next_line_is_read() {
    List<Entry> entries = entries("id,username\n1," + "x".repeat((1 << 20) + 1) + "\n2,bob\n");

    assertThat(detail(entries.get(0))).contains("longer than 1048576 characters");
    assertThat(((Entry.Read) entries.get(1)).person().username()).isEqualTo("bob");
  }

  @Test
  void a_line_of_json_of_a_mebibyte_is_refused_and_the_next_line_is_read() {
    List<Entry> entries =
        entries(
            "{\"username\":\"ann\"}\n{\"username\":\""
                + "x".repeat(3 << 20)
                + "\"}\n\n"
                + "{\"username\":\"bob\"}");

    assertThat(detail(entries.get(1))).contains("longer than 1048576 bytes");
    assertThat(entries.get(1).place()).isEqualTo(new Person.Place(2, 2));
    assertThat(((Entry.Read) entries.get(2)).person().username()).isEqualTo("bob");
    assertThat(entries.get(2).place()).isEqualTo(new Person.Place(3, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\":\"ann\"",
        "{\"username\":\"ann\"} {}",
        "[\"ann\"]",
        "\"ann\"",
        "{\"username\":\"ann\",\"username\":\"bob\"}",
        "{\"username\":NaN}"
      })
  void a_line_that_is_no_object_of_json_is_refused_and_the_next_one_is_read(String broken) {
    List<Entry> entries = entries("{\"username\":\"x\"}\n" + broken + "\n{\"username\":\"y\"}\n");

    assertThat(entries).hasSize(3);
    assertThat(entries.get(1))
        .isInstanceOfSatisfying(
            Entry.Unreadable.class,
            entry -> assertThat(entry.reason()).isEqualTo(Refusal.UNREADABLE));
    assertThat(entries.get(2)).isInstanceOf(Entry.Read.class);
  }

  @Test
  void deep_nesting_costs_nothing_and_breaks_nothing() {
    String deep = "[".repeat(100) + "]".repeat(100);
    String deeper = "[".repeat(100_000) + "]".repeat(100_000);

    List<Entry> entries =
        entries(
            "{\"x\":"
                + deep
                + ",\"username\":\"ann\"}\n{\"x\":"
                + deeper
                + "}\n"
                + "{\"username\":\"bob\"}\n");

    assertThat(((Entry.Read) entries.get(0)).person().username()).isEqualTo("ann");
    assertThat(detail(entries.get(1))).isEqualTo("it is no valid JSON");
    assertThat(((Entry.Read) entries.get(2)).person().username()).isEqualTo("bob");
  }

  @Test
  void an_array_of_objects_is_read_like_lines() {
    List<Entry> entries = entries(" [\n{\"username\":\"ann\"},\n7,\n{\"username\":\"bob\"}]\n");

    assertThat(entries).hasSize(3);
    assertThat(entries.get(1).place()).isEqualTo(new Person.Place(2, 3));
    assertThat(detail(entries.get(1))).isEqualTo("it is no JSON object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'username':'ann'} | no valid JSON, in line 1",
        "[{'username':'ann'},{'user | no valid JSON, in line 1",
        "[{'username':'ann'}] x | no valid JSON, in line 1",
        "email_address,name | no column to sign in by that the map columns knows; it has email_address, name",
        "username,username | names a column twice: username, username"
      })
  void a_file_that_is_broken_as_a_whole_is_one_plain_line(String content, String line) {
    MappedFile file = file(content.replace('\'', '"'), ExportMap.OWN);

    assertThatThrownBy(() -> all(file))
        .isInstanceOf(StartProblem.class)
        .hasMessageStartingWith("cannot read export: ")
        .hasMessageContaining(line);
  }

  @Test
  void an_empty_a_missing_and_a_utf_16_file_are_one_plain_line() throws Exception {
    assertThatThrownBy(() -> all(file("", ExportMap.OWN))).hasMessageContaining("it is empty");
    assertThatThrownBy(
            () -> all(new MappedFile(directory.resolve("none"), ExportMap.OWN, Map.of())))
        .hasMessage("cannot read none: there is no such file");
    Path utf16 =
        Files.write(
            directory.resolve("utf16"),
            "\uFEFFusername\nann\n".getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> all(new MappedFile(utf16, ExportMap.OWN, Map.of())))
        .hasMessageContaining("it is UTF-16: save it as UTF-8");
  }

  @Test
  void a_keycloak_export_without_users_is_one_plain_line() {
    ExportMap keycloak = ExportMap.named("keycloak").orElseThrow();

    assertThatThrownBy(() -> all(file("{\"realm\":\"x\"}", keycloak)))
        .hasMessageContaining("it has no array \"users\"");
    assertThatThrownBy(() -> all(file("[{\"realm\":\"x\",\"users\":[]}]", keycloak)))
        .hasMessageContaining("should be one object with its accounts in \"users\"");
    assertThatThrownBy(() -> all(file("username\nann", keycloak)))
        .hasMessageContaining("it is no JSON document");
  }

  @Test
  void bytes_that_are_no_utf_8_are_refused_where_they_stand() throws Exception {
    Path latin =
        Files.write(
            directory.resolve("latin"),
            "username,full_name\nann,Zo\u00eb\nbob,Bob\n".getBytes(StandardCharsets.ISO_8859_1));

    List<Entry> entries = all(new MappedFile(latin, ExportMap.OWN, Map.of()));

    assertThat(detail(entries.get(0))).isEqualTo("it is not in UTF-8");
    assertThat(entries.get(1)).isInstanceOf(Entry.Read.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2014-03-11T14:28:08.951Z,2014-03-11T14:28:08.951Z",
    "2014-03-11 14:28:08.951+00,2014-03-11T14:28:08.951Z",
    "2014-03-11 14:28:08+0200,2014-03-11T12:28:08Z",
    "2014-03-11T14:28:08-03:30,2014-03-11T17:58:08Z",
    "2014-03-11 14:28:08 UTC,2014-03-11T14:28:08Z",
    "2014-03-11 14:28:08,2014-03-11T14:28:08Z",
    "2014-03-11,2014-03-11T00:00:00Z",
    "1394548088,2014-03-11T14:28:08Z",
    "1394548088951,2014-03-11T14:28:08.951Z"
  })
  void moments_are_read_in_the_forms_that_databases_write(String text, Instant moment) {
    assertThat(people("username,created_at\nann," + text))
        .singleElement()
        .satisfies(ann -> assertThat(ann.createdAt()).isEqualTo(moment));
  }

  @Test
  void what_is_no_moment_is_refused_with_the_name_of_its_column() {
    assertThat(entries("username,created_at\nann,yesterday"))
        .singleElement()
        .isInstanceOfSatisfying(
            Entry.Unreadable.class,
            entry -> {
              assertThat(entry.reason()).isEqualTo(Refusal.BAD_MOMENT);
              assertThat(entry.detail()).contains("created_at").doesNotContain("yesterday");
            });
  }

  @Test
  void a_map_of_ones_own_names_columns_paths_constants_and_alternatives() {
    ExportMap map =
        ExportMap.of(
            "mine",
            """
            # what the shop calls things
            email = contact.mail | login   # the first that is there
            id = number
            password_hash = secret
            password_scheme = "ssha"
            password_salt = 'pinch'
            """);

    Person ann =
        ((Entry.Read)
                all(file(
                        "{\"number\":12,\"contact\":{\"mail\":\"ann@x.org\"},\"secret\":\"s\"}",
                        map))
                    .getFirst())
            .person();

    assertThat(ann.id()).isEqualTo("12");
    assertThat(ann.email()).isEqualTo("ann@x.org");
    ForeignHash hash = Objects.requireNonNull(ann.password());
    assertThat(hash.scheme()).isEqualTo("ssha");
    assertThat(hash.parameters()).isEqualTo(Map.of("salt", "pinch"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "mail = x; there is no column mail",
        "email; not of the form",
        "email = a | ; names nothing where email comes from",
        "id = a; names no column to sign in by",
        "email = a\\nemail = b; a second time"
      })
  void a_map_that_is_none_says_what_is_wrong(String text, String why) {
    assertThatThrownBy(() -> ExportMap.of("mine", text.replace("\\n", "\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void a_column_that_the_own_map_names_and_the_file_lacks_is_said_before_anything_is_done() {
    ExportMap map = ExportMap.of("mine", "email = mail\nid = number");

    assertThatThrownBy(() -> all(file("mail,nr\na@x.org,1", map)))
        .hasMessageContaining("it has no column number, which the map names; it has mail, nr");
  }

  @Test
  void columns_that_nobody_reads_are_named() {
    assertThat(file("username,shoe_size,email\n", ExportMap.OWN).unread())
        .containsExactly("shoe_size");
  }

  @Test
  void another_file_another_map_and_another_pepper_are_another_digest() {
    String digest = file("username\nann\n", ExportMap.OWN).digest();

    assertThat(file("username\nann\n", ExportMap.OWN).digest()).isEqualTo(digest);
    assertThat(file("username\nbob\n", ExportMap.OWN).digest()).isNotEqualTo(digest);
    assertThat(file("username\nann\n", ExportMap.of("m", "username = username")).digest())
        .isNotEqualTo(digest);
    assertThat(
            new MappedFile(directory.resolve("export"), ExportMap.OWN, Map.of("pepper", "x"))
                .digest())
        .isNotEqualTo(digest);
  }

  private static String detail(Entry entry) {
    return ((Entry.Unreadable) entry).detail();
  }

  private List<Person> people(String content) {
    return entries(content).stream().map(entry -> ((Entry.Read) entry).person()).toList();
  }

  private List<Entry> entries(String content) {
    return all(file(content, ExportMap.OWN));
  }

  private MappedFile file(String content, ExportMap map) {
    try {
      return new MappedFile(Files.writeString(directory.resolve("export"), content), map, Map.of());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Entry> all(MappedFile file) {
    List<Entry> entries = new ArrayList<>();
    try (Export export = file.open()) {
      for (Entry entry = export.next(); entry != null; entry = export.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
