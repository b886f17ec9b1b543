package dev.latchkey.wire.http;

import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.StartProblem;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The listener: HTTP/1.1 and WebSocket on one port. */
public final class HttpServer {
  private static final Duration GRACE = Duration.ofMillis(1500);
  private static final Duration GLANCE = Duration.ofMillis(5);

  /** Whoever finds the backlog full tries again after a second; the system may allow less. */
  private static final int BACKLOG = 4096;

  /**
   * Another spelling of a path is another path, which the router does not know; only what cannot be
   * read at all is refused before it.
   */
  private static final UriCompliance URIS =
      UriCompliance.RFC3986.with(
          "AS_SENT",
          UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
          UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
          UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
          UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
          UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
          UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

  private final HttpSettings settings;
  private final Door door;
  private final Sockets sockets;
  private final Server server;
  private final ServerConnector connector;

  /**
   * Makes one, which does not listen yet.
   *
   * @param settings where to listen and the limits
   * @param router who answers
   * @param entropy where request ids come from
   * @throws IllegalArgumentException if a trusted proxy is no address and no CIDR block
   */
  public HttpServer(HttpSettings settings, Router router, Entropy entropy) {
    this(settings, router, entropy, Runtime.getRuntime().maxMemory() / 8);
  }

  /** Makes one whose request bodies hold no more than so many bytes together. */
  HttpServer(HttpSettings settings, Router router, Entropy entropy, long bodyBytes) {
    RequestIds ids = new RequestIds(entropy);
    this.settings = settings;
    spareManagementBeans();
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("http");
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
    this.server = new Server(threads);
    this.sockets = new Sockets(server, settings);
    this.door = new Door(settings, router, ids, sockets, bodyBytes);
    this.connector = new PatientConnector(server, new HttpConnectionFactory(configuration()));
    connector.setIdleTimeout(settings.idleTimeout().toMillis());
    connector.setAcceptQueueSize(BACKLOG);
    server.addConnector(connector);
    connector.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
    server.setHandler(door);
    server.setErrorHandler(new Failures(ids));
    server.setStopTimeout(0);
  }

  /**
   * Tells the library how many references fit into 64 bytes. Asking the virtual machine, as it
   * would otherwise, starts all of its management beans, which costs a tenth of a second.
   */
  private static void spareManagementBeans() {
    String name = "org.eclipse.jetty.util.referencesPerCacheLine";
    if (System.getProperty(name) == null) {
      System.setProperty(name, "16");
    }
  }

  private HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setSendDateHeader(true);
    http.setHttpCompliance(HttpCompliance.STRICT);
    http.setUriCompliance(URIS);
    http.setRequestHeaderSize(settings.maxHeaderBytes());
    // It would keep an index of the values that each connection has shown: 95 kB for each, so that
    // the connections that may be open at once would need more than the heap.
    http.setHeaderCacheSize(0);
    return http;
  }

  /**
   * Starts to listen.
   *
   * @return the port that was bound
   * @throws StartProblem if the address cannot be bound; the message says which, why, and what to
   *     do in one line
   */
  public int start() {
    InetSocketAddress address = new InetSocketAddress(host(), settings.port());
    connector.setHost(address.getAddress().getHostAddress());
    connector.setPort(settings.port());
    try {
      connector.open();
    } catch (IOException e) {
      throw cannotBind(e);
    }
    try {
      server.start();
    } catch (Exception e) {
      throw new StartProblem("the listener on " + place() + " does not start: " + e, e);
    }
    Crowding crowding = new Crowding(settings.maxConnections());
    new Deadlines(connector, settings.requestTimeout(), crowding).start();
    return connector.getLocalPort();
  }

  private InetAddress host() {
    try {
      return InetAddress.getByName(settings.host());
    } catch (UnknownHostException e) {
      throw new StartProblem(
          "the host "
              + settings.host()
              + " has no address; set an address of this machine, such as 127.0.0.1",
          e);
    }
  }

  private StartProblem cannotBind(IOException e) {
    Throwable cause = e.getCause() instanceof BindException bind ? bind : e;
    String words = String.valueOf(cause.getMessage());
    String advice;
    if (words.contains("in use")) {
      advice = "another program has it; stop that program or set another port";
    } else if (words.contains("ermission")) {
      advice = "no permission; ports below 1024 belong to the system, set another port";
    } else if (words.contains("assign")) {
      advice = "this machine has no such address; set one that it has";
    } else {
      advice = words;
    }
    return new StartProblem("cannot listen on " + place() + ": " + advice, e);
  }

  private String place() {
    return settings.host() + ":" + settings.port();
  }

  private boolean isBusy() {
    return door.inFlight() > 0 || sockets.count() > 0;
  }

  /**
   * Closes each connection behind its next answer, and goes on so for the time that the settings
   * name, while those who ask for the server's health turn away from it. Then stops taking
   * connections, says goodbye to WebSockets with 1001, lets requests in flight finish for up to 1.5
   * s, and closes.
   */
  public void stop() {
    door.beginClosing();
    if (connector.isRunning()) {
      LockSupport.parkNanos(settings.drain().toNanos());
    }
    connector.close();
    sockets.beginClosing();
    long begin = NanoTime.now();
    while (isBusy() && NanoTime.since(begin) < GRACE.toNanos()) {
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the listener does not stop", e);
    }
  }
}
