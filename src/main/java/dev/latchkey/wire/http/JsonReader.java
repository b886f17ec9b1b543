package dev.latchkey.wire.http;

import dev.latchkey.kernel.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
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
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON strictly. */
final class JsonReader {
  /** How many values, keys and brackets one text may hold: what bounds the memory it can claim. */
  static final int MAX_TOKENS = 100_000;

  /** The range of an IEEE 754 double, which is what other readers of JSON understand. */
  private static final int MAX_EXPONENT = 308;

  private static final int LONG_DIGITS = 18;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // What clients send must not stay in tables that outlive the request.
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Json.MAX_DEPTH)
                  .maxNumberLength(Json.MAX_NUMBER_LENGTH)
                  .maxTokenCount(MAX_TOKENS)
                  .build())
          .build();

  private final JsonParser parser;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  static @Nullable Object read(byte[] utf8) throws BadInput {
    // Decoded here, since the library would also take UTF-16, UTF-32 and a byte order mark.
    CharBuffer text = Utf8.decode(utf8, utf8.length);
    if (text.isEmpty()) {
      throw malformed("there is no JSON value");
    }
    if (text.get(0) == '\uFEFF') {
      throw malformed("the JSON text begins with a byte order mark");
    }
    try (JsonParser parser =
        FACTORY.createParser(
            ObjectReadContext.empty(), text.array(), text.arrayOffset(), text.length())) {
      JsonReader reader = new JsonReader(parser);
      Object value = reader.value(parser.nextToken());
      if (parser.nextToken() != null) {
        throw malformed("something follows the JSON value");
      }
      return value;
    } catch (JacksonException e) {
      throw malformed("the text is not valid JSON, or beyond the limits of depth and length");
    }
  }

  private @Nullable Object value(@Nullable JsonToken token) throws BadInput {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> text(parser.getString());
      case VALUE_NUMBER_INT -> integer(parser.getString());
      case VALUE_NUMBER_FLOAT -> decimal(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw malformed("there is no JSON value");
    };
  }

  // Recursion is safe: the parser refuses to go deeper than Json.MAX_DEPTH.
  private Map<String, @Nullable Object> object() throws BadInput {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = text(parser.currentName());
      if (object.containsKey(name)) {
        throw malformed("the JSON text holds a key twice");
      }
      object.put(name, value(parser.nextToken()));
    }
    return object;
  }

  private List<@Nullable Object> array() throws BadInput {
    List<@Nullable Object> array = new ArrayList<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      array.add(value(next));
    }
    return array;
  }

  private static String text(@Nullable String text) throws BadInput {
    if (text == null) {
      throw malformed("there is no JSON value");
    }
    if (!Utf8.isPaired(text)) {
      throw malformed("a JSON string holds half a surrogate pair");
    }
    if (Utf8.holdsNul(text)) {
      throw malformed("a JSON string holds U+0000");
    }
    return text;
  }

  private static Number integer(String digits) throws BadInput {
    if (digits.length() <= LONG_DIGITS) {
      return Long.parseLong(digits);
    }
    refuseLong(digits);
    BigInteger integer = new BigInteger(digits);
    return integer.bitLength() < Long.SIZE ? (Number) integer.longValueExact() : (Number) integer;
  }

  private static BigDecimal decimal(String digits) throws BadInput {
    refuseLong(digits);
    // Text of 40 characters costs nothing; arithmetic on 1e999999999 would cost a gigabyte.
    BigDecimal decimal;
    try {
      decimal = new BigDecimal(digits);
    } catch (NumberFormatException e) {
      throw malformed("a JSON number has an exponent beyond all use");
    }
    if (Math.abs((long) decimal.scale()) > MAX_EXPONENT + Json.MAX_NUMBER_LENGTH) {
      throw malformed("a JSON number has an exponent beyond all use");
    }
    return decimal;
  }

  private static void refuseLong(String digits) throws BadInput {
    if (digits.length() > Json.MAX_NUMBER_LENGTH) {
      throw malformed("a JSON number is too long");
    }
  }

  private static BadInput malformed(String detail) {
    return new BadInput(Reason.MALFORMED_BODY, detail);
  }
}
