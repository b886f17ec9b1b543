package dev.latchkey.adapter.log;

import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * An event as a line to read. What was thrown follows in lines of its own, which start with a space
 * as no first line of an event does.
 */
final class TextForm {
  private TextForm() {}

  static String write(ILoggingEvent event, long leftOut) {
    StringBuilder text = new StringBuilder(200);
    text.append(Moment.text(event)).append(' ').append(event.getLevel()).append(' ');
    String logger = event.getLoggerName();
    Escapes.visible(text, logger.substring(logger.lastIndexOf('.') + 1));
    text.append(' ');
    Escapes.visible(text, Escapes.bounded(event.getFormattedMessage()));
    if (leftOut > 0) {
      text.append(" (").append(leftOut).append(" records before it were left out)");
    }
    text.append('\n');
    String before = "  ";
    for (Thrown one : Thrown.chain(event.getThrowableProxy())) {
      text.append(before).append(one.type());
      one.code().ifPresent(code -> text.append(", code ").append(code));
      text.append('\n');
      one.frames().forEach(frame -> text.append("    at ").append(frame).append('\n'));
      before = "  caused by ";
    }
    return text.toString();
  }
}
