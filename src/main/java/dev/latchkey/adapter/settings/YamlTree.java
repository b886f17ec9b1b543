package dev.latchkey.adapter.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads a YAML file into entries that know their lines. Every scalar is its text: what it means is
 * for the type of the setting to say. Anchors and further documents are refused.
 */
final class YamlTree {
  private final String file;
  private final YAMLParser parser;
  private final Problems problems;

  private YamlTree(String file, YAMLParser parser, Problems problems) {
    this.file = file;
    this.parser = parser;
    this.problems = problems;
  }

  static Entry.Section read(Path file, Problems problems) {
    String name = String.valueOf(file.getFileName());
    Entry.Section nothing = new Entry.Section(name);
    try {
      String text = Files.readString(file);
      try (YAMLParser parser =
          (YAMLParser)
              YAMLFactory.builder().build().createParser(ObjectReadContext.empty(), text)) {
        return new YamlTree(name, parser, problems).root(nothing);
      }
    } catch (NoSuchFileException e) {
      problems.add(file.toString(), "there is no such file");
    } catch (IOException e) {
      problems.add(file.toString(), "cannot be read as UTF-8 text: " + e.getMessage());
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      String said = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
      problems.add(line > 0 ? name + ":" + line : name, "this is not valid YAML: " + said);
    }
    return nothing;
  }

  private Entry.Section root(Entry.Section nothing) {
    JsonToken token = parser.nextToken();
    if (token == null) {
      return nothing;
    }
    Entry root = entry(token);
    if (parser.nextToken() != null) {
      problems.add(where(), "a second document starts here; only one is read");
    }
    return switch (root) {
      case Entry.Section section -> section;
      case Entry.Nothing empty -> nothing;
      case Entry.Text text -> noSection(text, nothing);
      case Entry.Items items -> noSection(items, nothing);
    };
  }

  private Entry.Section noSection(Entry root, Entry.Section nothing) {
    problems.add(root.where(), "the file must hold settings written as key: value");
    return nothing;
  }

  private Entry entry(JsonToken token) {
    String where = where();
    if (parser.isCurrentAlias()) {
      problems.add(where, "references (*) are not supported; write the value out");
      return new Entry.Nothing(where);
    }
    return switch (token) {
      case START_OBJECT -> section(where);
      case START_ARRAY -> items(where);
      case VALUE_NULL -> new Entry.Nothing(where);
      default -> new Entry.Text(where, parser.getString());
    };
  }

  private Entry section(String where) {
    Entry.Section section = new Entry.Section(where);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String place = where();
      if (section.entries().put(key, entry(parser.nextToken())) != null) {
        problems.add(place, key + " stands here a second time");
      }
    }
    return section;
  }

  private Entry items(String where) {
    List<Entry> items = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      items.add(entry(token));
      token = parser.nextToken();
    }
    return new Entry.Items(where, items);
  }

  private String where() {
    return file + ":" + parser.currentTokenLocation().getLineNr();
  }
}
