package dev.latchkey.wire.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;

/**
 * Cuts clients that take too long to send one whole request or to take one whole answer. An idle
 * timer does not see a client that moves one byte now and then; this looks at when the request
 * began, and since when the answer waits. It costs requests nothing: it walks over the open
 * connections a few times a second.
 */
final class Deadlines implements Runnable {
  private static final long MAX_PAUSE_MILLIS = 250;

  private final ServerConnector connector;
  private final long limitNanos;
  private final long pauseMillis;
  private final Crowding crowding;

  /** The answers that waited for their clients at the last walk. */
  private Map<EndPoint, Waiting> waiting = new HashMap<>();

  Deadlines(ServerConnector connector, Duration limit, Crowding crowding) {
    this.connector = connector;
    this.crowding = crowding;
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
      Map<EndPoint, Waiting> still = new HashMap<>();
      for (EndPoint endPoint : connector.getConnectedEndPoints()) {
        if (endPoint.getConnection() instanceof HttpConnection connection) {
          check(endPoint, connection, still);
        }
      }
      waiting = still;
      crowding.ease(connector.getConnectedEndPoints());
    } finally {
      start();
    }
  }

  private void check(EndPoint endPoint, HttpConnection connection, Map<EndPoint, Waiting> still) {
    if (isOverdue(connection.getParser())) {
      endPoint.close(new TimeoutException("the request took too long to come"));
    } else if (endPoint instanceof AbstractEndPoint writing
        && writing.getWriteFlusher().isPending()) {
      Waiting now = new Waiting(connection.getMessagesOut(), NanoTime.now());
      Waiting before = waiting.get(endPoint);
      Waiting since = before != null && before.answer == now.answer ? before : now;
      still.put(endPoint, since);
      if (NanoTime.since(since.nanoTime) > limitNanos) {
        endPoint.close(new TimeoutException("the answer took too long to go"));
      }
    }
  }

  private record Waiting(long answer, long nanoTime) {}

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
