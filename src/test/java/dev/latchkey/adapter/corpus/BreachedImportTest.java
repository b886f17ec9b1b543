package dev.latchkey.adapter.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.StartProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreachedImportTest {
  private static final BreachedImport.Progress SILENT = (done, total, hashes) -> {};

  @TempDir Path directory;

  private final Entropy entropy = new SeededEntropy(7);

  private Path filter() {
    return directory.resolve("breached.filter");
  }

  private Path corpus(List<String> lines, String lineEnd) throws IOException {
    return Files.writeString(
        directory.resolve("corpus.txt"), String.join(lineEnd, lines) + lineEnd);
  }

  private BreachedImport.Made load(Path corpus) throws BreachedImport.Unusable {
    return new BreachedImport(filter()).run(corpus, SILENT);
  }

  private BreachedPasswords open() {
    return BreachedPasswords.open(filter());
  }

  private static String sha1(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().withUpperCase().formatHex(digest);
  }

  private static List<String> lines(String... passwords) throws Exception {
    List<String> lines = new ArrayList<>();
    for (String password : passwords) {
      lines.add(sha1(password) + ":3");
    }
    Collections.sort(lines);
    return lines;
  }

  private List<String> random(int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(HexFormat.of().withUpperCase().formatHex(entropy.bytes(20)) + ":" + (1 + i % 9));
    }
    Collections.sort(lines);
    return lines;
  }

  private static boolean isIn(Filter filter, String line) {
    return filter.contains(ByteBuffer.wrap(HexFormat.of().parseHex(line, 0, 16)).getLong());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void what_is_in_the_corpus_is_found_and_what_is_not_is_not(String lineEnd) throws Exception {
    BreachedImport.Made made = load(corpus(lines("hunter2", "correct horse", "密码"), lineEnd));

    assertThat(made.hashes()).isEqualTo(3);
    BreachedPasswords passwords = open();
    assertThat(passwords.size()).contains(3L);
    assertThat(passwords.contains(Password.of("hunter2"))).isTrue();
    assertThat(passwords.contains(Password.of("correct horse"))).isTrue();
    assertThat(passwords.contains(Password.of("密码"))).isTrue();
    assertThat(passwords.contains(Password.of("Hunter2"))).isFalse();
    assertThat(passwords.contains(Password.of("hunter2 "))).isFalse();
    assertThat(passwords.contains(Password.of(""))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 127, 128, 129, 1000, 100_000})
  void every_hash_of_a_corpus_of_any_size_is_found(int size) throws Exception {
    List<String> lines = random(size);
    BreachedImport.Made made = load(corpus(lines, "\n"));
    Filter filter = Filter.open(filter()).orElseThrow();

    assertThat(made.hashes()).isEqualTo(size);
    assertThat(lines).allMatch(line -> isIn(filter, line));
    assertThat(made.falsePositives()).isLessThanOrEqualTo(FilterShape.FALSE_POSITIVES);
  }

  @Test
  void at_most_one_of_a_million_others_is_found_and_a_hash_takes_three_bytes() throws Exception {
    int size = 200_000;
    BreachedImport.Made made = load(corpus(random(size), "\n"));
    Filter filter = Filter.open(filter()).orElseThrow();
    int found = 0;
    int asked = 5_000_000;
    ByteBuffer random = ByteBuffer.wrap(entropy.bytes(8 * 1024));
    for (int i = 0; i < asked; i++) {
      // An odd multiplier makes all of these different, and different from what was kept.
      long other = random.getLong(8 * (i & 1023)) ^ 0x9e3779b97f4a7c15L * (i + 1);
      found += filter.contains(other) ? 1 : 0;
    }

    assertThat(made.falsePositives()).isLessThanOrEqualTo(1e-6);
    // 2.4 are expected at most; 12 or more would happen once in a million runs.
    assertThat(found).isLessThan(12);
    assertThat(made.bytes()).isLessThan(size * 31L / 10);
  }

  @Test
  void a_hash_of_all_zeros_or_all_ones_is_a_hash() throws Exception {
    List<String> lines = List.of("0".repeat(40) + ":1", "F".repeat(40) + ":1");
    load(corpus(lines, "\n"));
    Filter filter = Filter.open(filter()).orElseThrow();

    assertThat(lines).allMatch(line -> isIn(filter, line));
    assertThat(filter.contains(1L << 62)).isFalse();
    assertThat(filter.contains(-1L << 1)).isTrue();
    assertThat(filter.contains(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void a_directory_of_range_files_is_read_in_order_and_without_padding() throws Exception {
    List<String> lines = random(500);
    Path ranges = Files.createDirectory(directory.resolve("ranges"));
    for (String line : lines) {
      Files.writeString(
          ranges.resolve(line.substring(0, 5) + ".txt"),
          line.substring(5) + "\r\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    Files.writeString(ranges.resolve("00000.txt"), "F".repeat(35) + ":0\r\n");
    Files.writeString(ranges.resolve("notes.md"), "not a range");

    assertThat(load(ranges).hashes()).isEqualTo(500);
    Filter filter = Filter.open(filter()).orElseThrow();
    assertThat(lines).allMatch(line -> isIn(filter, line));
    assertThat(isIn(filter, "00000" + "F".repeat(35))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "0000000000000000000000000000000000000:1",
        "00000000000000000000000000000000000000000:1",
        "000000000000000000000000000000000000000G:1",
        "0000000000000000000000000000000000000000:",
        "0000000000000000000000000000000000000000:x",
        "0000000000000000000000000000000000000000:1:2",
        ":1",
      })
  void a_line_of_another_form_is_refused_with_its_number(String line) throws Exception {
    Path corpus = corpus(List.of("0".repeat(40) + ":5", line), "\n");

    assertThatThrownBy(() -> load(corpus))
        .isInstanceOf(BreachedImport.Unusable.class)
        .hasMessageStartingWith("line 2 of ");
    assertThat(directory).isDirectoryNotContaining(file -> !file.equals(corpus));
  }

  @Test
  void a_corpus_that_is_ordered_by_count_is_refused() throws Exception {
    Path corpus = corpus(List.of("F".repeat(40) + ":900", "0".repeat(40) + ":5"), "\n");

    assertThatThrownBy(() -> load(corpus)).hasMessageContaining("ordered by hash");
  }

  @Test
  void an_import_that_fails_leaves_the_filter_as_it_was() throws Exception {
    load(corpus(lines("hunter2"), "\n"));
    Path bad = corpus(List.of(lines("other").getFirst(), "broken"), "\n");

    assertThatThrownBy(() -> load(bad)).isInstanceOf(BreachedImport.Unusable.class);
    assertThatThrownBy(() -> load(directory.resolve("missing")))
        .hasMessageContaining("there is no file");

    assertThat(open().contains(Password.of("hunter2"))).isTrue();
    assertThat(Files.exists(directory.resolve("breached.filter.part"))).isFalse();
  }

  @Test
  void what_a_killed_import_left_is_written_over_and_two_at_once_are_refused() throws Exception {
    Files.writeString(directory.resolve("breached.filter.part"), "x".repeat(100_000));
    Path corpus = corpus(lines("hunter2"), "\n");
    try (FilterWriter other = new FilterWriter(filter(), FilterShape.forAtMost(10))) {
      assertThatThrownBy(() -> load(corpus)).isInstanceOf(Exception.class);
      other.discard();
    }

    load(corpus);

    assertThat(open().contains(Password.of("hunter2"))).isTrue();
  }

  @Test
  void a_running_server_takes_a_new_filter_and_keeps_the_old_one_if_that_is_damaged()
      throws Exception {
    BreachedPasswords passwords = open();
    assertThat(passwords.contains(Password.of("hunter2"))).isFalse();
    load(corpus(lines("hunter2"), "\n"));
    passwords.refresh();
    assertThat(passwords.contains(Password.of("hunter2"))).isTrue();
    load(corpus(lines("hunter2", "other"), "\n"));
    passwords.refresh();
    assertThat(passwords.contains(Password.of("other"))).isTrue();

    Path damaged = Files.writeString(directory.resolve("damaged"), "nonsense".repeat(20));
    Files.move(damaged, filter(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    passwords.refresh();
    assertThat(passwords.contains(Password.of("other"))).isTrue();
    Files.delete(filter());
    passwords.refresh();
    assertThat(passwords.contains(Password.of("other"))).isFalse();
  }

  @Test
  void a_damaged_file_is_one_plain_line_at_the_start() throws Exception {
    load(corpus(random(1000), "\n"));
    byte[] whole = Files.readAllBytes(filter());
    for (byte[] damaged :
        List.of(
            new byte[0],
            "hello".getBytes(StandardCharsets.UTF_8),
            java.util.Arrays.copyOf(whole, whole.length - 1),
            java.util.Arrays.copyOf(whole, 40),
            flipped(whole, 0),
            flipped(whole, 20),
            flipped(whole, 35))) {
      Files.write(filter(), damaged);
      assertThatThrownBy(this::open)
          .isInstanceOf(StartProblem.class)
          .hasMessageContaining("latchkey breached import")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
  }

  @Test
  void damage_behind_the_header_never_fails_a_question() throws Exception {
    load(corpus(random(1000), "\n"));
    byte[] whole = Files.readAllBytes(filter());
    for (int at = FilterShape.HEADER; at < whole.length; at += 3) {
      Files.write(filter(), flipped(whole, at));
      Filter filter = Filter.open(filter()).orElseThrow();
      for (long i = 0; i < 8; i++) {
        filter.contains(i << 61 | 12345);
      }
    }
  }

  private static byte[] flipped(byte[] whole, int at) {
    byte[] copy = whole.clone();
    copy[at] ^= (byte) 0x80;
    return copy;
  }

  @Test
  void progress_is_told_up_to_the_end() throws Exception {
    Path corpus = corpus(random(60_000), "\n");
    List<Long> done = new ArrayList<>();
    new BreachedImport(filter()).run(corpus, (now, total, hashes) -> done.add(now));

    assertThat(done).isSorted().hasSizeGreaterThan(2);
    assertThat(done.getLast()).isEqualTo(Files.size(corpus));
  }

  @Test
  void the_common_passwords_are_found_in_any_case_and_whole_only() {
    CommonPasswords common = new CommonPasswords();

    assertThat(CommonPasswords.size()).isGreaterThan(3000);
    for (String weak :
        List.of(
            "password",
            "PassWord",
            "123456",
            "12345678",
            "qwerty123",
            "letmein",
            "1q2w3e4r",
            "woaini1314",
            "aaaaaaaa",
            "P@SSW0RD")) {
      assertThat(common.contains(Password.of(weak))).as(weak).isTrue();
    }
    for (String fine :
        List.of(
            "password of mine",
            "829374650192837",
            "correct horse battery",
            "emoji 🦊🦊🦊",
            "tr0ub4dor&3")) {
      assertThat(common.contains(Password.of(fine))).as(fine).isFalse();
    }
  }
}
