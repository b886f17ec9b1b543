package dev.latchkey.adapter.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was thrown, without its words: a driver, a parser or a mail server may quote in them what
 * somebody typed.
 *
 * @param type its class
 * @param code what the database calls it, if it comes from there
 * @param frames the places it came through, innermost first
 */
record Thrown(String type, Optional<String> code, List<String> frames) {
  private static final int MOST_CAUSES = 8;
  private static final int MOST_FRAMES = 60;
  private static final Pattern CLASS_NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$.]{0,200}");

  /** Lists an exception and its causes, outermost first; nothing for none. */
  static List<Thrown> chain(@Nullable IThrowableProxy thrown) {
    List<Thrown> chain = new ArrayList<>();
    for (IThrowableProxy one = thrown;
        one != null && chain.size() < MOST_CAUSES;
        one = one.getCause()) {
      chain.add(of(one));
    }
    return chain;
  }

  private static Thrown of(IThrowableProxy thrown) {
    StackTraceElementProxy[] trace = thrown.getStackTraceElementProxyArray();
    // A cause goes on in the places of what it caused.
    int own = trace.length - thrown.getCommonFrames();
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < Math.min(own, MOST_FRAMES); i++) {
      frames.add(trace[i].getStackTraceElement().toString());
    }
    if (frames.size() < trace.length) {
      frames.add("...");
    }
    return new Thrown(type(thrown), code(thrown), List.copyOf(frames));
  }

  /**
   * A room that trusts nobody with words logs a bare Throwable that names the class it stands for.
   */
  private static String type(IThrowableProxy thrown) {
    String name = thrown.getClassName();
    String said = thrown.getMessage();
    boolean standsForAnother =
        name.equals(Throwable.class.getName())
            && said != null
            && CLASS_NAME.matcher(said).matches();
    return standsForAnother ? said : name;
  }

  private static Optional<String> code(IThrowableProxy thrown) {
    return thrown instanceof ThrowableProxy proxy
            && proxy.getThrowable() instanceof SQLException failed
        ? Optional.of(
            failed.getSQLState() == null ? "" + failed.getErrorCode() : failed.getSQLState())
        : Optional.empty();
  }
}
