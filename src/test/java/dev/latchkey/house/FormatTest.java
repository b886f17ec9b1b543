package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every source file stands as google-java-format writes it. It runs as a test, because the
 * formatter parses with the JDK it runs on, and Maven itself may run on an older one. To have the
 * files rewritten: {@code mvn test -Dtest=FormatTest -Dformat.apply=true}.
 */
class FormatTest {
  @Test
  void every_source_file_is_formatted() throws Exception {
    boolean apply = Boolean.getBoolean("format.apply");
    Formatter formatter = new Formatter();
    List<Path> wrong = new ArrayList<>();
    int seen = 0;
    for (Path file : sources()) {
      String text = Files.readString(file);
      String unused = RemoveUnusedImports.removeUnusedImports(text);
      String ordered = ImportOrderer.reorderImports(unused, JavaFormatterOptions.Style.GOOGLE);
      String formatted = formatter.formatSource(ordered);
      seen++;
      if (!formatted.equals(text)) {
        if (apply) {
          Files.writeString(file, formatted);
        }
        wrong.add(file);
      }
    }
    assertThat(seen).isGreaterThan(100);
    if (!apply) {
      assertThat(wrong).as("run: mvn test -Dtest=FormatTest -Dformat.apply=true").isEmpty();
    }
  }

  private static List<Path> sources() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
