package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every snippet in the documents is a region of a running test, word for word. A document names the
 * region by {@code <!-- snippet: Test#region -->} above a fenced block; the test marks it by {@code
 * // snippet: region} and {@code // end}. To have the documents rewritten: {@code mvn test
 * -Dtest=SnippetsTest -Dsnippets.apply=true}.
 */
class SnippetsTest {
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- snippet: (\\w+)#(\\w+) -->\\n(```java\\n.*?```\\n)?", Pattern.DOTALL);

  @Test
  void snippets_are_regions_of_running_tests() throws Exception {
    int seen = 0;
    List<Path> stale = new ArrayList<>();
    for (Path document : documents()) {
      String text = Files.readString(document);
      Matcher matcher = SNIPPET.matcher(text);
      StringBuilder fresh = new StringBuilder();
      while (matcher.find()) {
        seen++;
        String block = "```java\n" + region(matcher.group(1), matcher.group(2)) + "```\n";
        String head = matcher.group().substring(0, matcher.group().indexOf('\n') + 1);
        matcher.appendReplacement(fresh, Matcher.quoteReplacement(head + block));
      }
      matcher.appendTail(fresh);
      if (!fresh.toString().equals(text)) {
        if (Boolean.getBoolean("snippets.apply")) {
          Files.writeString(document, fresh);
        } else {
          stale.add(document);
        }
      }
    }
    assertThat(seen).isGreaterThanOrEqualTo(3);
    assertThat(stale).as("run: mvn test -Dtest=SnippetsTest -Dsnippets.apply=true").isEmpty();
  }

  private static String region(String test, String name) throws IOException {
    Path file;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      file = files.filter(one -> one.endsWith(test + ".java")).findFirst().orElseThrow();
    }
    List<String> lines = Files.readAllLines(file);
    int start = lineOf(lines, "// snippet: " + name);
    StringBuilder region = new StringBuilder();
    int margin = lines.get(start).indexOf("//");
    for (String line : lines.subList(start + 1, lines.size())) {
      if (line.strip().equals("// end")) {
        return region.toString();
      }
      region.append(line.isBlank() ? "" : line.substring(margin)).append('\n');
    }
    throw new AssertionError("the region " + name + " of " + file + " has no end");
  }

  private static int lineOf(List<String> lines, String mark) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(mark)) {
        return i;
      }
    }
    throw new AssertionError("no region is marked " + mark);
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents =
        new ArrayList<>(List.of(Path.of("ARCHITECTURE.md"), Path.of("README.md")));
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    documents.removeIf(file -> !Files.exists(file));
    return documents;
  }
}
