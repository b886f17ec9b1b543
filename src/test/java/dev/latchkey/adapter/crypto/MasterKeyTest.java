package dev.latchkey.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.kernel.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
  private final SystemEntropy entropy = new SystemEntropy();
  @TempDir Path folder;

  @Test
  void the_key_is_the_same_at_the_next_start() {
    Path file = folder.resolve("master.key");
    byte[] first = MasterKey.openOrCreate(file, entropy).derive("x");
    assertThat(MasterKey.openOrCreate(file, entropy).derive("x")).isEqualTo(first);
  }

  @Test
  void only_the_owner_may_read_a_new_file_and_nothing_else_is_left() throws IOException {
    Path file = folder.resolve("data/master.key");
    MasterKey.openOrCreate(file, entropy);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).hasSize(45).endsWith("=\n");
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
  void a_file_that_others_may_use_is_refused(String permissions) throws IOException {
    Path file = folder.resolve("master.key");
    MasterKey.openOrCreate(file, entropy);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    assertThatThrownBy(() -> MasterKey.openOrCreate(file, entropy))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_file_that_even_the_owner_may_only_read_is_taken() throws IOException {
    Path file = folder.resolve("master.key");
    byte[] first = MasterKey.openOrCreate(file, entropy).derive("x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThat(MasterKey.openOrCreate(file, entropy).derive("x")).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "c2hvcnQ=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nAAAA",
        "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!="
      })
  void a_file_that_holds_no_key_is_refused_and_kept(String content) throws IOException {
    Path file = folder.resolve("master.key");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, content);
    assertThatThrownBy(() -> MasterKey.openOrCreate(file, entropy))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("not 32 bytes")
        .hasMessageNotContaining("\n");
    assertThat(Files.readString(file)).isEqualTo(content);
  }

  @Test
  void a_large_file_is_refused_unread() throws IOException {
    Path file = folder.resolve("master.key");
    MasterKey.openOrCreate(file, entropy);
    Files.writeString(file, "A".repeat(1_000_000));
    assertThatThrownBy(() -> MasterKey.openOrCreate(file, entropy))
        .isInstanceOf(StartProblem.class);
  }

  @Test
  void a_folder_in_its_place_is_one_plain_line() throws IOException {
    Path file = Files.createDirectory(folder.resolve("master.key"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    assertThatThrownBy(() -> MasterKey.openOrCreate(file, entropy))
        .isInstanceOf(StartProblem.class)
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_dangling_link_is_not_followed_into_a_new_key() throws IOException {
    Path file = Files.createSymbolicLink(folder.resolve("master.key"), folder.resolve("nothing"));
    assertThatThrownBy(() -> MasterKey.openOrCreate(file, entropy))
        .isInstanceOf(StartProblem.class);
    assertThat(folder.resolve("nothing")).doesNotExist();
  }

  @Test
  void all_that_make_it_at_once_get_the_same() throws Exception {
    int racers = 8;
    try (ExecutorService threads = Executors.newFixedThreadPool(racers)) {
      for (int round = 0; round < 20; round++) {
        Path file = folder.resolve("key-" + round);
        CyclicBarrier start = new CyclicBarrier(racers);
        Callable<String> open =
            () -> {
              start.await();
              return HexFormat.of().formatHex(MasterKey.openOrCreate(file, entropy).derive("x"));
            };
        List<Future<String>> opened = new ArrayList<>();
        for (int racer = 0; racer < racers; racer++) {
          opened.add(threads.submit(open));
        }
        Set<String> keys = new TreeSet<>();
        for (Future<String> one : opened) {
          keys.add(one.get());
        }
        assertThat(keys).hasSize(1);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(20);
    }
  }

  @Test
  void each_purpose_has_its_own_key() {
    MasterKey key = MasterKey.of(new byte[32]);
    assertThat(key.derive("one")).hasSize(32).isNotEqualTo(key.derive("two"));
  }

  @Test
  void derived_keys_never_change_between_versions() {
    // HKDF-SHA-256 without salt of 32 zero bytes with the label "latchkey/1/seal".
    assertThat(HexFormat.of().formatHex(MasterKey.of(new byte[32]).derive("seal")))
        .isEqualTo("b6a64eba92f3cfda2f57e6580cd05e60294c740f693841bd7386849186a83ff1");
  }

  @Test
  void a_key_of_another_length_is_refused() {
    assertThatThrownBy(() -> MasterKey.of(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void it_is_never_printed() {
    assertThat(MasterKey.of(new byte[32])).hasToString("[master key]");
  }
}
