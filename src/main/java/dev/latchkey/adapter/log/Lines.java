package dev.latchkey.adapter.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;

/** Writes events in the form that is chosen, as far as they keep the pace. */
final class Lines extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};

  private final Pace pace = new Pace();

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    long leftOut = pace.pass(event.getTimeStamp());
    if (leftOut == Pace.HELD_BACK) {
      return NOTHING;
    }
    String written =
        switch (LogSettings.chosen()) {
          case TEXT -> TextForm.write(event, leftOut);
          case JSON -> JsonForm.write(event, leftOut);
        };
    return written.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
