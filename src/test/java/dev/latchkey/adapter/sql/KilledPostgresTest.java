package dev.latchkey.adapter.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.client.Client;
import dev.latchkey.core.session.Changes;
import dev.latchkey.fake.Crowd;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.StoreUnavailable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledPostgresTest {
  private static final int ENOUGH = 60;

  @TempDir Path directory;

  private EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory.resolve("data"))
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  private static Database connect(EmbeddedPostgres server) {
    DatabaseSettings settings =
        new DatabaseSettings(
            server.getJdbcUrl("postgres", "postgres"),
            null,
            null,
            8,
            Duration.ofMillis(500),
            Duration.ofSeconds(5));
    return Database.connect(settings, new Changes(), Instant::now, new SeededEntropy(1));
  }

  /** Ends the server and every process it started, as a machine does that runs out of memory. */
  private void kill() throws IOException {
    String first = Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst();
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(first)).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
    all.add(postmaster);
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
  }

  @Test
  void what_was_acknowledged_is_kept_when_postgresql_itself_is_killed() throws Exception {
    List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    try (EmbeddedPostgres server = start();
        Database database = connect(server)) {
      AtomicInteger killed = new AtomicInteger();
      Crowd.rush(
          4,
          who ->
              () -> {
                try {
                  for (int n = 0; ; n++) {
                    String id = "client-" + who + "-" + n;
                    database
                        .clients()
                        .add(new Client(id, RealmName.MAIN, "x", null, Instant.now()));
                    acknowledged.add(id);
                    if (acknowledged.size() >= ENOUGH && killed.getAndIncrement() == 0) {
                      kill();
                    }
                  }
                } catch (StoreUnavailable e) {
                  return null;
                }
              });
    }

    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
    try (EmbeddedPostgres server = start();
        Database again = connect(server)) {
      assertThat(again.clients().list()).extracting(Client::id).containsAll(acknowledged);
    }
  }
}
