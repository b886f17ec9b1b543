package dev.latchkey.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class GiveWayTest {
  /** The place of the nice value behind the name of the thread, see proc_pid_stat(5). */
  private static final int NICE_FIELD = 16;

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_thread_that_asks_is_nicer_than_the_others() throws Exception {
    int before = nice();
    try (ExecutorService one = Executors.newSingleThreadExecutor()) {
      int after =
          one.submit(
                  () -> {
                    new GiveWay().run();
                    return nice();
                  })
              .get();
      assertThat(after).isEqualTo(Math.min(before + GiveWay.NICER, 19));
    }
    assertThat(nice()).isEqualTo(before);
  }

  private static int nice() throws IOException {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE_FIELD]);
  }
}
