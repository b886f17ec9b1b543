package dev.latchkey.adapter.exports;

import dev.latchkey.feature.migration.Person.Place;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Records of one JSON document: the elements of its array, or of the array that stands in its
 * object under a name. The document is never held as a whole.
 */
final class JsonDocument implements Records {
  private final InputStream in;
  private final JsonParser parser;
  private long entry;

  /**
   * Goes to the array.
   *
   * @param within the name of the array; null if the document is the array
   */
  JsonDocument(InputStream in, @Nullable String within) throws IOException {
    this.in = in;
    try {
      this.parser = JsonValues.FACTORY.createParser(ObjectReadContext.empty(), in);
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT && within != null) {
        find(within);
      } else if (first != JsonToken.START_ARRAY) {
        throw new IOException("it is no JSON array");
      } else if (within != null) {
        throw new IOException(
            "it is an array, and should be one object with its accounts in \"" + within + "\"");
      }
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  private void find(String within) throws IOException {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean isIt = within.equals(parser.currentName());
      JsonToken value = parser.nextToken();
      if (isIt && value == JsonToken.START_ARRAY) {
        return;
      }
      parser.skipChildren();
    }
    throw new IOException("it has no array \"" + within + "\"");
  }

  private static IOException broken(JacksonException cause) {
    var location = cause.getLocation();
    return new IOException(
        "it is no valid JSON"
            + (location == null ? "" : ", in line " + Math.max(1, location.getLineNr())),
        cause);
  }

  @Override
  public @Nullable Found next() throws IOException {
    try {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY) {
        // What follows is looked at, so that a document that breaks off is not half taken.
        while (parser.nextToken() != null) {
          parser.skipChildren();
        }
        return null;
      }
      if (token == null) {
        return null;
      }
      Place place = new Place(++entry, Math.max(1, parser.currentTokenLocation().getLineNr()));
      if (token != JsonToken.START_OBJECT) {
        parser.skipChildren();
        return Found.broken(place, "it is no JSON object");
      }
      return new Found(place, JsonValues.object(parser, 0), "");
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
    in.close();
  }
}
