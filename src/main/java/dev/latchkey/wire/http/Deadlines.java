package dev.latchkey.wire.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;

/**
 * Cuts clients that take too long to send one whole request. An idle timer does not see a client
 * that sends one byte now and then; this looks at when the request began. It costs requests
 * nothing: it walks over the open connections a few times a second.
 */
final class Deadlines implements Runnable {
  private static final long MAX_PAUSE_MILLIS = 250;

  private final ServerConnector connector;
  private final long limitNanos;
  private final long pauseMillis;

  Deadlines(ServerConnector connector, Duration limit) {
    this.connector = connector;
    this.limitNanos = limit.toNanos();
    this.pauseMillis = Math.clamp(limit.toMillis() / 4, 1, MAX_PAUSE_MILLIS);
  }

  void start() {
    connector.getScheduler().schedule(this, pauseMillis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void run() {
    if (!connector.isRunning()) {
      return;
    }
    try {
      connector.getConnectedEndPoints().forEach(this::check);
    } finally {
      start();
    }
  }

  private void check(EndPoint endPoint) {
    if (endPoint.getConnection() instanceof HttpConnection connection
        && isOverdue(connection.getParser())) {
      endPoint.close(new TimeoutException("the request took too long to come"));
    }
  }

  private boolean isOverdue(HttpParser parser) {
    if (parser.isIdle()) {
      return false;
    }
    long begin = parser.getBeginNanoTime();
    // The parser belongs to another thread: what it says of one request holds only while it stays
    // at that request.
    return begin != 0
        && NanoTime.since(begin) > limitNanos
        && !parser.isIdle()
        && parser.getBeginNanoTime() == begin;
  }
}
