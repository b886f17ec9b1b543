package dev.latchkey.adapter.sql;

import dev.latchkey.core.client.Client;
import dev.latchkey.core.session.Changes;
import dev.latchkey.fake.Crowd;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.RealmName;
import java.nio.file.Path;
import java.time.Instant;

/** A program that writes to a store until it is killed, and says what was acknowledged. */
final class OtherProcess {
  private OtherProcess() {}

  /**
   * Writes.
   *
   * @param args the file of the store
   * @throws Exception if a write fails
   */
  public static void main(String[] args) throws Exception {
    try (Database database =
        Database.open(Path.of(args[0]), new Changes(), Instant::now, new SeededEntropy(2))) {
      Crowd.rush(
          8,
          i ->
              () -> {
                for (int n = 0; ; n++) {
                  String id = "other-" + i + "-" + n;
                  database.clients().add(new Client(id, RealmName.MAIN, "x", null, Instant.now()));
                  System.out.println(id);
                }
              });
    }
  }
}
