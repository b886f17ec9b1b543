package dev.latchkey.check;

import dev.latchkey.check.Definition.Template;
import dev.latchkey.wire.http.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Puts values into a request, each written as its place demands. */
final class Filling {
  private Filling() {}

  /** Fills. */
  static Ask fill(Template template, Map<String, String> known) {
    List<Ask.Header> headers = new ArrayList<>();
    boolean isForm = false;
    for (Ask.Header header : template.headers()) {
      headers.add(new Ask.Header(header.name(), Shape.filled(header.value(), known)));
      isForm |=
          header.name().equalsIgnoreCase("Content-Type")
              && header.value().toLowerCase(Locale.ROOT).contains("form-urlencoded");
    }
    byte[] body = {};
    String text = template.body();
    if (text != null && template.isHex()) {
      body = HexFormat.of().parseHex(text);
    } else if (text != null) {
      UnaryOperator<String> spelling = isForm ? Filling::inForm : Filling::inJson;
      body = Shape.filled(text, each(known, spelling)).getBytes(StandardCharsets.UTF_8);
    }
    return new Ask(
        template.method(),
        Shape.filled(template.path(), each(known, Filling::inForm)),
        List.copyOf(headers),
        body,
        !template.isHex());
  }

  /** Says whether everything is known that a request needs. */
  static boolean isKnown(Template template, Map<String, String> known) {
    String body = template.body();
    return Shape.isKnown(template.path(), known)
        && (body == null || Shape.isKnown(body, known))
        && template.headers().stream().allMatch(one -> Shape.isKnown(one.value(), known));
  }

  private static Map<String, String> each(
      Map<String, String> known, UnaryOperator<String> spelling) {
    Map<String, String> spelt = new HashMap<>(known);
    spelt.replaceAll((name, value) -> spelling.apply(value));
    return spelt;
  }

  private static String inForm(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String inJson(String value) {
    String quoted = Json.write(value);
    return quoted.substring(1, quoted.length() - 1);
  }
}
