package dev.latchkey.adapter.exports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Values of JSON as maps, lists, texts and booleans. Numbers stay the texts that they are; what is
 * nested deeper than any export has it is left out.
 */
final class JsonValues {
  /** How deep values are read. */
  static final int DEPTH = 12;

  /** The longest text, in characters, that does not break a document. */
  static final int LONGEST_TEXT = 1 << 24;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(200)
                  .maxNumberLength(100)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .build();

  private JsonValues() {}

  /** Reads a text that is one object; null if it is none. */
  static @Nullable Map<String, @Nullable Object> object(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      Map<String, @Nullable Object> object = object(parser, 0);
      return parser.nextToken() == null ? object : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** Reads the object whose bracket the parser stands on. */
  static Map<String, @Nullable Object> object(JsonParser parser, int depth) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser, depth + 1));
    }
    return object;
  }

  private static @Nullable Object value(JsonParser parser, int depth) {
    if (depth > DEPTH) {
      parser.skipChildren();
      return null;
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, depth);
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser, depth + 1));
        }
        yield list;
      }
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> null;
    };
  }
}
