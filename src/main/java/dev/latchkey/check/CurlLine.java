package dev.latchkey.check;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A request as a line for a shell. */
final class CurlLine {
  private CurlLine() {}

  static String of(String base, Ask ask) {
    StringBuilder line = new StringBuilder();
    boolean hasBody = ask.body().length > 0;
    if (hasBody && !ask.isText()) {
      String bytes = HexFormat.ofDelimiter("\\x").formatHex(ask.body());
      line.append("printf '\\x").append(bytes).append("' | ");
    }
    line.append("curl -sS -i -X ").append(ask.method());
    for (Ask.Header header : ask.headers()) {
      line.append(" -H ").append(quoted(header.name() + ": " + header.value()));
    }
    if (hasBody) {
      line.append(
          ask.isText() ? " --data-binary " + quoted(oneLine(ask.body())) : " --data-binary @-");
    }
    return line.append(' ').append(quoted(base + ask.path())).toString();
  }

  /** Line ends stand between the values of a body of JSON only, where a space does as well. */
  private static String oneLine(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).replaceAll("\\n *", " ");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
