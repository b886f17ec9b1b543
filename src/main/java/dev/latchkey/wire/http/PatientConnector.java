package dev.latchkey.wire.http;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.NanoTime;

/**
 * A connector that says in one line why it takes no connections when the process has too many open
 * files, and tries again a few times a second. New connections wait in the backlog of the operating
 * system meanwhile.
 */
final class PatientConnector extends ServerConnector {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  /** Accepting is the work of one thread. */
  private long saidAt;

  private boolean hasSaid;

  PatientConnector(Server server, HttpConnectionFactory http) {
    super(server, http);
  }

  @Override
  protected boolean handleAcceptFailure(Throwable thrown) {
    if (!isRunning() || !isForWantOfFiles(thrown)) {
      return super.handleAcceptFailure(thrown);
    }
    if (!hasSaid || NanoTime.since(saidAt) > BETWEEN_LINES.toNanos()) {
      hasSaid = true;
      saidAt = NanoTime.now();
      Log.HTTP.log(
          Level.ERROR,
          "no new connections: this process has too many open files; raise its limit (ulimit -n,"
              + " LimitNOFILE) or lower http.max_connections");
    }
    LockSupport.parkNanos(PAUSE.toNanos());
    return true;
  }

  private static boolean isForWantOfFiles(Throwable thrown) {
    // The class library has no exception of its own for EMFILE and ENFILE.
    return thrown instanceof IOException
        && String.valueOf(thrown.getMessage()).contains("open files");
  }
}
