package dev.latchkey.wire.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Makes room when connections run out. Whoever opens as many as there may be and then says nothing
 * would otherwise keep everybody else out until the idle timeout, and again after it. So before the
 * last eighth is taken, connections that wait for their next request are closed, those first that
 * have waited longest, until a quarter is free.
 */
final class Crowding {
  /** A client that was answered just now may be about to ask again. */
  private static final long SPARED_MILLIS = 1000;

  private final int full;
  private final int wanted;

  Crowding(int mostConnections) {
    this.full = mostConnections - mostConnections / 8;
    this.wanted = mostConnections - mostConnections / 4;
  }

  /** Closes what has to go, given all that are open. */
  void ease(Collection<EndPoint> open) {
    if (open.size() <= full) {
      return;
    }
    List<Unused> unused = new ArrayList<>();
    for (EndPoint endPoint : open) {
      if (endPoint instanceof AbstractEndPoint one
          && endPoint.getConnection() instanceof HttpConnection connection
          && isUnused(connection)
          && one.getIdleFor() >= SPARED_MILLIS) {
        unused.add(new Unused(endPoint, one.getIdleFor()));
      }
    }
    unused.sort(Comparator.comparingLong(Unused::millis).reversed());
    unused.stream()
        .limit(open.size() - wanted)
        .forEach(one -> one.endPoint.close(new TimeoutException("others need the connection")));
  }

  /** The parser is idle, too, while a request that has come whole is being answered. */
  private static boolean isUnused(HttpConnection connection) {
    return connection.getParser().isIdle() && connection.getHttpChannel().getRequest() == null;
  }

  private record Unused(EndPoint endPoint, long millis) {}
}
