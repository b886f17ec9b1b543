package dev.latchkey.wire.http;

import java.lang.System.Logger;

/** The log of this room, opened when there is something to say: opening it costs starting time. */
final class Log {
  static final Logger HTTP = System.getLogger(Log.class.getPackageName());

  private Log() {}
}
