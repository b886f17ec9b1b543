package dev.latchkey.feature.mail;

import dev.latchkey.core.letter.Letter;
import dev.latchkey.kernel.Language;
import dev.latchkey.kernel.StartProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of letters: for each kind and language a plain text whose first line is the subject,
 * and a piece of HTML, which one layout frames. A directory can replace each file.
 */
public final class Templates {
  private static final String SUBJECT = "Subject:";
  private static final String LAYOUT = "layout.html";
  private static final long LARGEST = 256 * 1024;
  private static final Set<String> COMMON =
      Set.of("product", "address", "at", "place", "agent", "new_email", "until");
  private static final Set<String> FRAME = Set.of("product", "subject", "language", "content");

  private final @Nullable Path directory;
  private final Map<String, Words> words = new ConcurrentHashMap<>();

  private Templates(@Nullable Path directory) {
    this.directory = directory;
  }

  /**
   * Opens the templates. Those of a directory are read and judged at once; the built-in ones when
   * they are needed.
   *
   * @param directory files that replace built-in ones, named as those are; null for none
   * @return the templates
   * @throws StartProblem if the directory cannot be read, holds a file of another name, or a
   *     template in it is wrong: one line for each mistake
   */
  public static Templates open(@Nullable Path directory) {
    Templates templates = new Templates(directory);
    if (directory != null) {
      templates.judge(directory);
    }
    return templates;
  }

  private void judge(Path own) {
    List<String> problems = new ArrayList<>();
    for (String name : namesIn(own, problems)) {
      if (!names().contains(name)) {
        problems.add(
            "mail.templates: "
                + own.resolve(name)
                + " replaces no letter; there are "
                + LAYOUT
                + " and LANGUAGE/KIND.txt and .html, such as en/confirm_email.txt");
      }
    }
    if (problems.isEmpty()) {
      for (Language language : Language.values()) {
        for (Letter.Kind kind : Letter.Kind.values()) {
          problems.addAll(load(kind, language).problems());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new StartProblem(String.join("\n", problems.stream().distinct().toList()));
    }
  }

  private static List<String> namesIn(Path own, List<String> problems) {
    try (Stream<Path> files = Files.walk(own, 3)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> own.relativize(file).toString().replace('\\', '/'))
          // What editors and version control leave is no letter.
          .filter(name -> !name.startsWith(".") && !name.contains("/.") && !name.endsWith("~"))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      problems.add("mail.templates: " + own + " cannot be read as a directory");
      return List.of();
    }
  }

  /**
   * Names all files.
   *
   * @return the names, as they stand in a directory
   */
  static Set<String> names() {
    Set<String> names = new TreeSet<>();
    names.add(LAYOUT);
    for (Language language : Language.values()) {
      for (Letter.Kind kind : Letter.Kind.values()) {
        names.add(name(kind, language, ".txt"));
        names.add(name(kind, language, ".html"));
      }
    }
    return names;
  }

  private static String name(Letter.Kind kind, Language language, String ending) {
    return language.tag() + "/" + kind.name().toLowerCase(Locale.ROOT) + ending;
  }

  /**
   * Gives the words of a letter.
   *
   * @throws IllegalStateException if a template was changed meanwhile and is wrong now
   */
  Words words(Letter.Kind kind, Language language) {
    return words.computeIfAbsent(
        name(kind, language, ""),
        name -> {
          Words loaded = load(kind, language);
          if (!loaded.problems().isEmpty()) {
            throw new IllegalStateException(loaded.problems().getFirst());
          }
          return loaded;
        });
  }

  private Words load(Letter.Kind kind, Language language) {
    Set<String> known = new HashSet<>(COMMON);
    Set<String> needed = new HashSet<>();
    if (Links.purpose(kind) != null) {
      known.addAll(Set.of("link", "expires"));
      needed.add("link");
    }
    List<String> problems = new ArrayList<>();
    String textName = name(kind, language, ".txt");
    String text = source(textName, problems);
    int end = text.indexOf('\n');
    String first = end < 0 ? text : text.substring(0, end);
    List<String> wrong = new ArrayList<>();
    if (!first.startsWith(SUBJECT) || first.substring(SUBJECT.length()).isBlank()) {
      wrong.add("the first line must be \"" + SUBJECT + " \" and the subject");
    }
    if (first.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      wrong.add("the first line holds a control character");
    }
    Template subject =
        Template.read(
            first.substring(Math.min(first.length(), SUBJECT.length())).strip(),
            Set.of("product"),
            Set.of(),
            wrong);
    Template body =
        Template.read(end < 0 ? "" : text.substring(end + 1).strip(), known, needed, wrong);
    say(textName, wrong, problems);
    wrong.clear();
    String htmlName = name(kind, language, ".html");
    Template html = Template.read(source(htmlName, problems), known, needed, wrong);
    say(htmlName, wrong, problems);
    wrong.clear();
    Template layout = Template.read(source(LAYOUT, problems), FRAME, Set.of("content"), wrong);
    say(LAYOUT, wrong, problems);
    return new Words(subject, body, html, layout, List.copyOf(problems));
  }

  private void say(String name, List<String> wrong, List<String> problems) {
    String where = directory == null ? name : directory.resolve(name).toString();
    wrong.forEach(one -> problems.add("mail.templates: " + where + ": " + one));
  }

  private String source(String name, List<String> problems) {
    try {
      Path own = directory == null ? null : directory.resolve(name);
      if (own != null && Files.exists(own)) {
        if (Files.size(own) > LARGEST) {
          problems.add("mail.templates: " + own + " is larger than 256 KiB");
          return "";
        }
        return Files.readString(own).replace("\r\n", "\n");
      }
      try (InputStream builtIn = Templates.class.getResourceAsStream("/mail/" + name)) {
        if (builtIn == null) {
          throw new IllegalStateException("the program lacks /mail/" + name);
        }
        return new String(builtIn.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      problems.add("mail.templates: " + name + " cannot be read as UTF-8 text");
      return "";
    }
  }

  /**
   * The words of one kind in one language.
   *
   * @param subject the subject line
   * @param text the plain text
   * @param html its HTML
   * @param layout the frame around that
   * @param problems what is wrong with them
   */
  record Words(
      Template subject, Template text, Template html, Template layout, List<String> problems) {}
}
