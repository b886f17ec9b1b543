package dev.latchkey.wire.http;

import dev.latchkey.kernel.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads forms and JSON objects into fields. */
final class FieldsReader {
  private FieldsReader() {}

  static Fields read(Request request) throws BadInput {
    if (request.body().length == 0) {
      return Fields.NONE;
    }
    return switch (language(request)) {
      case FORM -> new Fields(FormReader.read(request.body()));
      case JSON -> new Fields(object(Json.read(request.body())));
    };
  }

  static Fields readQuery(Request request) throws BadInput {
    String query = request.query();
    return query == null || query.isEmpty() ? Fields.NONE : new Fields(FormReader.read(query));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> object(@Nullable Object value) throws BadInput {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new BadInput(Reason.MALFORMED_BODY, "the JSON value is no object");
  }

  private enum Language {
    FORM,
    JSON
  }

  private static Language language(Request request) throws BadInput {
    List<String> lines = request.headerLines("content-type");
    if (lines.isEmpty()) {
      return Language.JSON;
    }
    if (lines.size() > 1) {
      throw unsupported("there are two content types");
    }
    refuseOtherCharsets(lines.getFirst());
    String type = request.mediaType().orElse("");
    if (type.equals("application/x-www-form-urlencoded")) {
      return Language.FORM;
    }
    if (type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"))) {
      return Language.JSON;
    }
    throw unsupported("the content type is not one that is read here");
  }

  private static void refuseOtherCharsets(String contentType) throws BadInput {
    int at = contentType.indexOf(';');
    while (at >= 0) {
      int end = contentType.indexOf(';', at + 1);
      String parameter = contentType.substring(at + 1, end < 0 ? contentType.length() : end);
      int equals = parameter.indexOf('=');
      if (equals >= 0 && parameter.substring(0, equals).strip().equalsIgnoreCase("charset")) {
        String charset = parameter.substring(equals + 1).strip().replace("\"", "");
        if (!charset.toLowerCase(Locale.ROOT).equals("utf-8")) {
          throw unsupported("the charset is not UTF-8");
        }
      }
      at = end;
    }
  }

  private static BadInput unsupported(String detail) {
    return new BadInput(Reason.UNSUPPORTED_MEDIA, detail);
  }
}
