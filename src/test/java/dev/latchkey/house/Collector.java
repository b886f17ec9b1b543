package dev.latchkey.house;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A collector that takes traces by OTLP over HTTP, and reads as much of them as tests need. */
final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  private final CountDownLatch open;

  private Collector(boolean isOpen) {
    open = new CountDownLatch(isOpen ? 0 : 1);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /** Starts one. */
  static Collector start() {
    return new Collector(true);
  }

  /** Starts one that takes connections and answers nothing before {@link #answer}. */
  static Collector hanging() {
    return new Collector(false);
  }

  void answer() {
    open.countDown();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      open.await();
      bodies.add(body);
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything that was sent, byte for byte. */
  String bytes() {
    StringBuilder all = new StringBuilder();
    bodies.forEach(body -> all.append(new String(body, StandardCharsets.ISO_8859_1)));
    return all.toString();
  }

  /** The spans that came, in the order in which they did. */
  List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    for (byte[] body : bodies) {
      for (byte[] resource : Fields.of(body).messages(1)) {
        for (byte[] scope : Fields.of(resource).messages(2)) {
          Fields.of(scope).messages(2).forEach(span -> spans.add(Span.read(span)));
        }
      }
    }
    return spans;
  }

  @Override
  public void close() {
    answer();
    server.stop(0);
    threads.close();
  }

  /**
   * A span.
   *
   * @param trace to which trace it belongs, in hexadecimal
   * @param id its own number
   * @param parent the number of its parent; empty for none
   * @param isError whether it says that something failed
   */
  record Span(
      String trace,
      String id,
      String parent,
      String name,
      long kind,
      long nanos,
      boolean isError,
      Map<String, String> attributes) {

    private static Span read(byte[] message) {
      Fields fields = Fields.of(message);
      Map<String, String> attributes = new TreeMap<>();
      for (byte[] pair : fields.messages(9)) {
        Fields value = Fields.of(Fields.of(pair).messages(2).getFirst());
        String text =
            value.messages(1).isEmpty()
                ? Long.toString(value.number(3))
                : new String(value.messages(1).getFirst(), StandardCharsets.UTF_8);
        attributes.put(Fields.of(pair).text(1), text);
      }
      boolean isError =
          !fields.messages(15).isEmpty()
              && Fields.of(fields.messages(15).getFirst()).number(3) == 2;
      return new Span(
          fields.hex(1),
          fields.hex(2),
          fields.hex(4),
          fields.text(5),
          fields.number(6),
          fields.number(8) - fields.number(7),
          isError,
          attributes);
    }
  }

  /** The fields of a message of Protocol Buffers. */
  private record Fields(Map<Integer, List<byte[]>> messages, Map<Integer, Long> numbers) {
    static Fields of(byte[] message) {
      Fields fields = new Fields(new TreeMap<>(), new TreeMap<>());
      ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
      while (in.hasRemaining()) {
        long tag = varint(in);
        int field = (int) (tag >>> 3);
        switch ((int) (tag & 7)) {
          case 0 -> fields.numbers.put(field, varint(in));
          case 1 -> fields.numbers.put(field, in.getLong());
          case 2 -> {
            byte[] inner = new byte[(int) varint(in)];
            in.get(inner);
            fields.messages.computeIfAbsent(field, key -> new ArrayList<>()).add(inner);
          }
          case 5 -> fields.numbers.put(field, (long) in.getInt());
          default -> throw new AssertionError("no such wire type: " + tag);
        }
      }
      return fields;
    }

    private static long varint(ByteBuffer in) {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = in.get();
        value |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }

    List<byte[]> messages(int field) {
      return messages.getOrDefault(field, List.of());
    }

    long number(int field) {
      return numbers.getOrDefault(field, 0L);
    }

    String text(int field) {
      return new String(messages(field).getFirst(), StandardCharsets.UTF_8);
    }

    String hex(int field) {
      return messages(field).isEmpty() ? "" : HexFormat.of().formatHex(messages(field).getFirst());
    }
  }
}
