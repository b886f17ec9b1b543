package dev.latchkey.adapter.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** When an event was, in UTC to the millisecond (RFC 3339). */
final class Moment {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Moment() {}

  static String text(ILoggingEvent event) {
    return FORM.format(Instant.ofEpochMilli(event.getTimeStamp()));
  }
}
