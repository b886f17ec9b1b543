package dev.latchkey.wire.http;

import dev.latchkey.kernel.Language;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Reason;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.jspecify.annotations.Nullable;

/** Takes what the listener parsed, reads the body, asks the router, and sends the answer. */
final class Door extends Handler.Abstract {
  private static final int MAX_AGENT = 512;
  private static final byte[] NOTHING = new byte[0];
  private static final Set<String> TRACES = Set.of("traceparent", "tracestate");
  private static final HttpField NOSNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
  private static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
  private static final HttpField TEXT =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
  private static final Reply TOO_MANY_HEADERS =
      Reply.json(431, "{\"error\":\"request header fields too large\"}");

  private static final Refusal COMPRESSED =
      Refusal.of(Reason.UNSUPPORTED_MEDIA, "the body is compressed");
  private static final Refusal TOO_LARGE = Refusal.of(Reason.TOO_LARGE, "the body is too large");

  private static final Refusal NO_ROOM =
      new Refusal(
          Reason.OVERLOADED,
          "the bodies of all requests together hold as much memory as they may",
          Duration.ofSeconds(1),
          List.of());

  private final Router router;
  private final Answers answers;
  private final Proxies proxies;
  private final RequestIds ids;
  private final BodyReader bodies;
  private final Sockets sockets;
  private final int maxHeaders;
  private final LongAdder inFlight = new LongAdder();
  private volatile boolean closing;

  Door(HttpSettings settings, Router router, RequestIds ids, Sockets sockets, long bodyBytes) {
    this.router = router;
    this.answers = router.answers();
    this.proxies = new Proxies(settings.trustedProxies());
    this.ids = ids;
    this.sockets = sockets;
    this.bodies = new BodyReader(settings.maxBodyBytes(), new MessageBudget(bodyBytes));
    this.maxHeaders = settings.maxHeaders();
  }

  /** From now on each answer closes its connection. */
  void beginClosing() {
    closing = true;
  }

  /** Says how many requests are being answered. */
  long inFlight() {
    return inFlight.sum();
  }

  @Override
  public boolean handle(
      org.eclipse.jetty.server.Request raw, Response response, Callback callback) {
    inFlight.increment();
    Callback counted = Callback.from(callback, inFlight::decrement);
    try {
      answer(raw, response, counted);
    } catch (BodyReader.BadFraming e) {
      Response.writeError(raw, response, counted, e.framing());
    } catch (IOException e) {
      counted.failed(e);
    } catch (RuntimeException | Error e) {
      Log.HTTP.log(Level.ERROR, "defect in the listener", Answers.withoutWords(e));
      counted.failed(new HttpException.RuntimeException(500));
    }
    return true;
  }

  private void answer(org.eclipse.jetty.server.Request raw, Response response, Callback callback)
      throws IOException {
    String id = ids.next();
    if (raw.getHeaders().size() > maxHeaders) {
      refuse(TOO_MANY_HEADERS, id, raw, response, callback);
      return;
    }
    if (Sockets.isHandshake(raw)) {
      Router.Socket socket = router.socket(path(raw));
      if (socket != null) {
        handshake(socket, raw, id, response, callback);
        return;
      }
    }
    Match match = router.find(raw.getMethod(), path(raw));
    Request head = head(raw, id, match);
    if (isCompressed(raw)) {
      refuse(answers.refuse(match, head, COMPRESSED), id, raw, response, callback);
      return;
    }
    try (BodyReader.Body body = bodies.read(raw)) {
      switch (body.outcome()) {
        case WHOLE -> {
          byte[] bytes = body.bytes();
          Request request = bytes.length == 0 ? head : with(head, bytes);
          giveTurn(raw);
          send(answers.answer(match, request), id, closing, response, callback);
        }
        case TOO_LARGE ->
            refuse(answers.refuse(match, head, TOO_LARGE), id, raw, response, callback);
        case NO_ROOM -> refuse(answers.refuse(match, head, NO_ROOM), id, raw, response, callback);
      }
    }
  }

  /** A caller who sends many requests together lets others in between. */
  private static void giveTurn(org.eclipse.jetty.server.Request raw) {
    if (raw.getConnectionMetaData() instanceof HttpConnection connection
        && !connection.isRequestBufferEmpty()
        && connection.getMessagesIn() % Turns.AT_A_TIME == 0) {
      // The next one came together with this one, and so it may go on.
      Turns.give();
    }
  }

  /** Answers before the body was read, and closes the connection. */
  private static void refuse(
      Reply reply,
      String id,
      org.eclipse.jetty.server.Request raw,
      Response response,
      Callback callback)
      throws IOException {
    try (Blocker.Callback sent = Blocker.callback()) {
      send(reply, id, true, response, sent);
      sent.block();
    }
    BodyReader.drain(raw);
    callback.succeeded();
  }

  private void handshake(
      Router.Socket socket,
      org.eclipse.jetty.server.Request raw,
      String id,
      Response response,
      Callback callback) {
    Reply flaw = Sockets.flaw(raw);
    if (flaw != null) {
      send(flaw, id, true, response, callback);
      return;
    }
    Request request = head(raw, id, new Match.Unknown());
    SocketEndpoint.Accepted accepted;
    try {
      accepted = socket.endpoint().accept(request, Sockets.protocols(request));
    } catch (RuntimeException | Error e) {
      send(answers.failed(socket.contract(), request, e), id, true, response, callback);
      return;
    }
    try {
      if (sockets.take(raw, response, callback, accepted, id)) {
        answers.connected(socket.contract(), request);
        return;
      }
    } catch (WebSocketException | IllegalArgumentException e) {
      response.reset();
    }
    send(Sockets.BAD_HANDSHAKE, id, true, response, callback);
  }

  private static boolean isCompressed(org.eclipse.jetty.server.Request raw) {
    for (HttpField field : raw.getHeaders()) {
      if (field.getHeader() == HttpHeader.CONTENT_ENCODING
          && !field.getValue().strip().equalsIgnoreCase("identity")) {
        return true;
      }
    }
    return false;
  }

  private static String path(org.eclipse.jetty.server.Request raw) {
    String path = raw.getHttpURI().getPath();
    return path == null ? "" : path;
  }

  private Request head(org.eclipse.jetty.server.Request raw, String id, Match match) {
    Map<String, List<String>> headers = headers(raw.getHeaders());
    InetAddress peer = peer(raw);
    boolean isTrusted = proxies.trusts(peer);
    if (!isTrusted) {
      // W3C Trace Context, section 4.3: others could make traces grow, or join those of strangers.
      headers.keySet().removeAll(TRACES);
    }
    InetAddress client =
        isTrusted ? proxies.client(peer, headers.getOrDefault("x-forwarded-for", List.of())) : peer;
    boolean isSecure =
        isTrusted && Proxies.isSecure(headers.getOrDefault("x-forwarded-proto", List.of()));
    return new Request(
        raw.getMethod(),
        path(raw),
        raw.getHttpURI().getQuery(),
        headers,
        match instanceof Match.Found found ? found.pathParameters() : Map.of(),
        NOTHING,
        isSecure,
        new Origin(text(client), agent(headers), languages(headers), id));
  }

  private static Map<String, List<String>> headers(HttpFields fields) {
    Map<String, List<String>> headers = HashMap.newHashMap(fields.size());
    for (HttpField field : fields) {
      String value = field.getValue();
      List<String> one = List.of(value == null ? "" : value.strip());
      headers.merge(field.getLowerCaseName(), one, Door::joined);
    }
    return headers;
  }

  private static List<String> joined(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  private static InetAddress peer(org.eclipse.jetty.server.Request raw) {
    if (raw.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer) {
      InetAddress address = peer.getAddress();
      if (address != null) {
        return address;
      }
    }
    throw new IllegalStateException("the listener takes internet connections only");
  }

  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  private static @Nullable String languages(Map<String, List<String>> headers) {
    List<String> lines = headers.get("accept-language");
    return lines == null || lines.getFirst().length() > Language.MAX_LENGTH
        ? null
        : lines.getFirst();
  }

  private static @Nullable String agent(Map<String, List<String>> headers) {
    List<String> lines = headers.get("user-agent");
    if (lines == null) {
      return null;
    }
    String agent = lines.getFirst();
    return agent.length() <= MAX_AGENT ? agent : agent.substring(0, MAX_AGENT);
  }

  private static Request with(Request head, byte[] body) {
    return new Request(
        head.method(),
        head.path(),
        head.query(),
        head.headers(),
        head.pathParameters(),
        body,
        head.isSecure(),
        head.origin());
  }

  private static void send(
      Reply reply, String id, boolean isLast, Response response, Callback callback) {
    response.setStatus(reply.status());
    HttpFields.Mutable fields = response.getHeaders();
    boolean isTyped = false;
    boolean isCached = false;
    boolean isNamed = false;
    for (Reply.Header header : reply.headers()) {
      HttpField field = field(header);
      fields.add(field);
      isTyped |= field.getHeader() == HttpHeader.CONTENT_TYPE;
      isCached |= field.getHeader() == HttpHeader.CACHE_CONTROL;
      isNamed |= field.is("X-Request-Id");
    }
    byte[] body = reply.body();
    if (!isTyped && body.length > 0) {
      fields.add(TEXT);
    }
    fields.add(NOSNIFF);
    if (!isCached) {
      fields.add(NO_STORE);
    }
    if (!isNamed) {
      fields.add("X-Request-Id", id);
    }
    if (isLast) {
      fields.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
    }
    response.write(true, body.length == 0 ? null : ByteBuffer.wrap(body), callback);
  }

  private static HttpField field(Reply.Header header) {
    if (header.name().equalsIgnoreCase("Content-Type") && header.value().equals(JSON.getValue())) {
      return JSON;
    }
    return new HttpField(header.name(), header.value());
  }
}
