package dev.latchkey.adapter.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.latchkey.kernel.CurrentRequest;
import java.util.List;

/** An event as one line with a JSON object, in plain ASCII. */
final class JsonForm {
  private JsonForm() {}

  static String write(ILoggingEvent event, long leftOut) {
    StringBuilder line = new StringBuilder(300).append('{');
    member(line, "time", Moment.text(event));
    member(line.append(','), "level", event.getLevel().toString());
    member(line.append(','), "logger", event.getLoggerName());
    CurrentRequest.id().ifPresent(id -> member(line.append(','), "request", id));
    member(line.append(','), "message", Escapes.bounded(event.getFormattedMessage()));
    if (leftOut > 0) {
      line.append(",\"left_out\":").append(leftOut);
    }
    List<Thrown> chain = Thrown.chain(event.getThrowableProxy());
    String key = ",\"exception\":{";
    for (Thrown one : chain) {
      thrown(line.append(key), one);
      key = ",\"cause\":{";
    }
    return line.append("}".repeat(chain.size())).append("}\n").toString();
  }

  private static void thrown(StringBuilder line, Thrown thrown) {
    member(line, "class", thrown.type());
    thrown.code().ifPresent(code -> member(line.append(','), "code", code));
    line.append(",\"frames\":[");
    String comma = "";
    for (String frame : thrown.frames()) {
      text(line.append(comma), frame);
      comma = ",";
    }
    line.append(']');
  }

  private static void member(StringBuilder line, String key, String value) {
    text(line, key);
    text(line.append(':'), value);
  }

  private static void text(StringBuilder line, String value) {
    Escapes.json(line.append('"'), value);
    line.append('"');
  }
}
