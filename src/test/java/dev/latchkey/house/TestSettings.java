package dev.latchkey.house;

import dev.latchkey.boot.ServerSettings;
import dev.latchkey.core.credential.HashSettings;
import dev.latchkey.wire.http.HttpSettings;
import java.nio.file.Path;

/** Settings for tests. */
final class TestSettings {
  private TestSettings() {}

  /** What holds by default, on any free port, with a password hash that costs next to nothing. */
  static ServerSettings cheap(Path directory) {
    return ServerSettings.DEFAULT
        .withData(directory)
        .withHttp(HttpSettings.DEFAULT.listeningAt("127.0.0.1", 0))
        .withHashing(new HashSettings(256, 1, 2, 4096));
  }
}
