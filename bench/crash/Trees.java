package crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories with all that is in them. */
final class Trees {
  private Trees() {}

  /** Deletes a directory with all that is in it. */
  static void delete(Path directory) throws IOException {
    try (Stream<Path> found = Files.walk(directory)) {
      List<Path> all = found.sorted(Comparator.reverseOrder()).toList();
      for (Path one : all) {
        Files.deleteIfExists(one);
      }
    }
  }
}
