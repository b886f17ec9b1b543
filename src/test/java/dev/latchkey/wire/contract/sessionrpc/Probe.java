package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.house.RunningHouse;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The client's side of a WebSocket: what comes is kept in order, a close as its last message. */
final class Probe implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private @Nullable WebSocket socket;

  private Probe() {}

  /** Opens a socket with subprotocols. */
  static Probe open(RunningHouse house, String path, String... protocols) {
    Probe probe = new Probe();
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
    if (protocols.length > 0) {
      String[] others = java.util.Arrays.copyOfRange(protocols, 1, protocols.length);
      builder.subprotocols(protocols[0], others);
    }
    URI uri = URI.create("ws://127.0.0.1:" + house.port() + path);
    probe.socket = builder.buildAsync(uri, probe).join();
    return probe;
  }

  /** The subprotocol that the server chose. */
  String protocol() {
    return socket().getSubprotocol();
  }

  /** Sends a text message. */
  Probe send(String message) {
    socket().sendText(message, true).join();
    return this;
  }

  /** Sends a binary message. */
  Probe sendHex(String hex) {
    socket().sendBinary(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), true).join();
    return this;
  }

  /** Gives the next message: a text, {@code hex:…} or {@code close:code reason}. */
  String next() {
    try {
      String message = received.poll(10, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("nothing came");
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends a text message and gives the answer. */
  String ask(String message) {
    return send(message).next();
  }

  @Override
  public void onOpen(WebSocket opened) {
    opened.request(Long.MAX_VALUE);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket ws, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      received.add(text.toString());
      text.setLength(0);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket ws, ByteBuffer part, boolean last) {
    byte[] chunk = new byte[part.remaining()];
    part.get(chunk);
    bytes.writeBytes(chunk);
    if (last) {
      received.add("hex:" + HexFormat.of().formatHex(bytes.toByteArray()));
      bytes.reset();
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket ws, int code, String reason) {
    received.add("close:" + code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket ws, Throwable error) {
    received.add("error:" + error);
  }

  @Override
  public void close() {
    socket().abort();
  }

  private WebSocket socket() {
    if (socket == null) {
      throw new IllegalStateException("not open");
    }
    return socket;
  }
}
