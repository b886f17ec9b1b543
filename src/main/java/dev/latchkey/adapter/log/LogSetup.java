package dev.latchkey.adapter.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.slf4j.Logger;

/**
 * The set-up of logging: warnings and errors to standard error. It is code and no file of XML,
 * whose reading took a quarter of the time to start the listener.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
  /** These warn of what a client got wrong: anyone could fill the disk with it. */
  private static final List<String> PROVOKED =
      List.of("org.eclipse.jetty.http", "org.eclipse.jetty.util.HostPort");

  @Override
  public ExecutionStatus configure(LoggerContext logging) {
    Lines encoder = new Lines();
    encoder.setContext(logging);
    encoder.start();
    ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setContext(logging);
    stderr.setName("stderr");
    stderr.setTarget("System.err");
    stderr.setEncoder(encoder);
    stderr.start();
    ch.qos.logback.classic.Logger root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(stderr);
    PROVOKED.forEach(name -> logging.getLogger(name).setLevel(Level.ERROR));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
