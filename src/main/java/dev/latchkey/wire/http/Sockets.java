package dev.latchkey.wire.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketConstants;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;

/** Takes WebSocket handshakes (RFC 6455, section 4.2) and knows the open sockets. */
final class Sockets {
  static final Reply BAD_HANDSHAKE = Reply.json(400, "{\"error\":\"bad websocket handshake\"}");
  private static final Reply BAD_VERSION =
      Reply.json(426, "{\"error\":\"unsupported websocket version\"}")
          .with("Upgrade", "websocket")
          .with("Sec-WebSocket-Version", WebSocketConstants.SPEC_VERSION_STRING);

  private final HttpSettings settings;
  private final WebSocketMappings mappings;
  private final MessageBudget budget;
  private final Set<SocketSession> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  Sockets(Server server, HttpSettings settings) {
    this.settings = settings;
    this.mappings =
        new WebSocketMappings(WebSocketServerComponents.ensureWebSocketComponents(server));
    this.budget = new MessageBudget(Runtime.getRuntime().maxMemory() / 8);
  }

  /** Says whether a request asks for a WebSocket at all. */
  static boolean isHandshake(Request raw) {
    return raw.getMethod().equals("GET")
        && raw.getHeaders().contains(HttpHeader.UPGRADE, "websocket");
  }

  /** Says what is wrong with a handshake; null if nothing is. */
  static @Nullable Reply flaw(Request raw) {
    String version = raw.getHeaders().get(HttpHeader.SEC_WEBSOCKET_VERSION);
    if (!WebSocketConstants.SPEC_VERSION_STRING.equals(version)) {
      return BAD_VERSION;
    }
    boolean isWhole =
        raw.getHeaders().contains(HttpHeader.CONNECTION, "upgrade")
            && raw.getHeaders().contains(HttpHeader.SEC_WEBSOCKET_KEY);
    return isWhole ? null : BAD_HANDSHAKE;
  }

  /** Splits the protocols that a client offers. */
  static List<String> protocols(dev.latchkey.wire.http.Request request) {
    List<String> protocols = new ArrayList<>();
    for (String line : request.headerLines("sec-websocket-protocol")) {
      for (String one : line.split(",", -1)) {
        if (!one.isBlank()) {
          protocols.add(one.strip());
        }
      }
    }
    return List.copyOf(protocols);
  }

  /**
   * Switches protocols.
   *
   * @return whether it did; otherwise nothing was sent
   */
  boolean take(
      Request raw,
      Response response,
      Callback callback,
      SocketEndpoint.Accepted accepted,
      String requestId) {
    SocketSession session =
        new SocketSession(
            accepted.talk(),
            this,
            requestId,
            raw.getConnectionMetaData().getConnector().getScheduler(),
            settings.requestTimeout(),
            new PartialMessage(settings.maxMessageBytes(), budget));
    return mappings.upgrade(
        new Negotiator(session, accepted, settings.socketIdleTimeout()),
        raw,
        response,
        callback,
        null);
  }

  void add(SocketSession session) {
    open.add(session);
    if (closing) {
      session.shut(CloseStatus.SHUTDOWN, "going away");
    }
  }

  void remove(SocketSession session) {
    open.remove(session);
  }

  /** Says goodbye to all, now and from now on. */
  void beginClosing() {
    closing = true;
    open.forEach(session -> session.shut(CloseStatus.SHUTDOWN, "going away"));
  }

  int count() {
    return open.size();
  }

  private static final class Negotiator extends WebSocketNegotiator.AbstractNegotiator {
    private final SocketSession session;
    private final SocketEndpoint.Accepted accepted;
    private final Duration idleTimeout;

    private Negotiator(
        SocketSession session, SocketEndpoint.Accepted accepted, Duration idleTimeout) {
      this.session = session;
      this.accepted = accepted;
      this.idleTimeout = idleTimeout;
    }

    @Override
    public FrameHandler negotiate(
        ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
      // Compression would let a small frame become a large message.
      response.setExtensions(List.of());
      String protocol = accepted.protocol();
      if (protocol != null) {
        response.setAcceptedSubProtocol(protocol);
      }
      return session;
    }

    @Override
    public void customize(Configuration configurable) {
      configurable.setIdleTimeout(idleTimeout);
    }
  }
}
