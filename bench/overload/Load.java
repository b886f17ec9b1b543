package overload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends streams of requests to a server on this machine and measures how long each takes, counted from the moment at
 * which it was due, not from that at which it was sent. One thread sends, another reads; neither spins, since the
 * server shares the processors.
 */
final class Load {
  /** How long answers are waited for after the last request. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final int MOST_WIRES = 6000;

  private final InetSocketAddress address;
  private final List<Stream> streams;
  private final long nanos;
  private final Map<Stream, ConcurrentLinkedDeque<Wire>> idle = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Waiting> backlog = new ConcurrentLinkedQueue<>();
  private final Set<Wire> busy = ConcurrentHashMap.newKeySet();
  private final AtomicInteger wires = new AtomicInteger();
  private final Histogram lag = new Histogram();
  private Selector selector;
  private long start;
  private volatile boolean ending;

  private record Waiting(Stream stream, long due) {}

  private Load(int port, double seconds, List<Stream> streams) {
    this.address = new InetSocketAddress("127.0.0.1", port);
    this.nanos = (long) (seconds * 1e9);
    this.streams = streams;
  }

  /**
   * Runs the streams together for some seconds, and waits up to five more for answers.
   *
   * @return how late requests were sent: what of their time is the sender's, not the server's
   */
  static Histogram run(int port, double seconds, Stream... streams) throws Exception {
    Load load = new Load(port, seconds, List.of(streams));
    load.run();
    return load.lag;
  }

  private void run() throws Exception {
    selector = Selector.open();
    for (Stream stream : streams) {
      idle.put(stream, new ConcurrentLinkedDeque<>());
      for (int i = 0; i < Math.max(16, stream.callers); i++) {
        idle.get(stream).add(connect(stream));
      }
    }
    Thread reader = Thread.ofPlatform().name("reader").daemon(true).start(this::read);
    start = System.nanoTime();
    for (Stream stream : streams) {
      for (int i = 0; i < stream.callers; i++) {
        send(stream, System.nanoTime() - start);
      }
    }
    sendWhatIsDue();
    ending = true;
    long end = System.nanoTime();
    while ((!busy.isEmpty() || !backlog.isEmpty()) && System.nanoTime() - end < PATIENCE_NANOS) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
    reader.join();
    busy.forEach(wire -> wire.stream.tally.lost("no answer"));
    backlog.forEach(left -> left.stream.tally.lost("never sent"));
  }

  private void sendWhatIsDue() {
    while (true) {
      Stream first = streams.stream().min(Comparator.comparingLong(Stream::due)).orElseThrow();
      long due = Math.min(first.due(), nanos);
      long wait;
      while ((wait = due - (System.nanoTime() - start)) > 0) {
        LockSupport.parkNanos(wait);
      }
      if (due == nanos) {
        return;
      }
      first.advance();
      send(first, due);
    }
  }

  private void send(Stream stream, long due) {
    stream.tally.sent(due);
    Wire wire = idle.get(stream).pollFirst();
    if (wire == null && wires.get() < MOST_WIRES) {
      try {
        wire = connect(stream);
      } catch (IOException e) {
        stream.tally.lost(e.toString());
        return;
      }
    }
    if (wire == null) {
      backlog.add(new Waiting(stream, due));
      return;
    }
    if (stream.isOpen()) {
      lag.add(System.nanoTime() - start - due);
    }
    send(wire, stream, due);
  }

  private void send(Wire first, Stream stream, long due) {
    Wire wire = first;
    for (int i = 0; i < 3; i++) {
      wire.due = due;
      busy.add(wire);
      try {
        wire.write(stream.request());
        return;
      } catch (IOException e) {
        // The server may close a connection that was idle; the next one is new.
        busy.remove(wire);
        wire.drop();
        wires.decrementAndGet();
        try {
          wire = connect(stream);
        } catch (IOException again) {
          break;
        }
      }
    }
    stream.tally.lost("could not be sent");
  }

  private Wire connect(Stream stream) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    Wire wire = new Wire(channel, stream);
    wires.incrementAndGet();
    channel.register(selector, SelectionKey.OP_READ, wire);
    return wire;
  }

  private void read() {
    try {
      while (selector.isOpen()) {
        selector.select(
            key -> {
              if (key.isValid()) {
                take((Wire) key.attachment());
              }
            },
            50);
      }
    } catch (IOException | java.nio.channels.ClosedSelectorException e) {
      // The load is over.
    }
  }

  private void take(Wire wire) {
    int status;
    try {
      status = wire.read();
    } catch (IOException e) {
      wires.decrementAndGet();
      wire.drop();
      idle.get(wire.stream).remove(wire);
      if (busy.remove(wire) && !(ending && !selector.isOpen())) {
        wire.stream.tally.lost(e.toString());
      }
      return;
    }
    if (status == 0) {
      return;
    }
    long now = System.nanoTime() - start;
    Stream stream = wire.stream;
    busy.remove(wire);
    stream.tally.answered(status, stream.wanted, wire.hasRetryAfter(), wire.due, now - wire.due);
    if (!stream.isOpen() && !ending && now < nanos) {
      stream.tally.sent(now);
      send(wire, stream, now);
      return;
    }
    Waiting next = backlog.poll();
    if (next != null && next.stream == stream) {
      send(wire, stream, next.due);
    } else {
      if (next != null) {
        backlog.add(next);
      }
      idle.get(stream).addFirst(wire);
    }
  }

  /** One connection, with at most one request on its way. */
  private static final class Wire {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RETRY = "retry-after:".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final Stream stream;
    private final ByteBuffer in = ByteBuffer.allocate(16 * 1024);
    private int headEnd;
    private int whole;
    private volatile long due;

    Wire(SocketChannel channel, Stream stream) {
      this.channel = channel;
      this.stream = stream;
    }

    void write(byte[] request) throws IOException {
      in.clear();
      headEnd = 0;
      ByteBuffer out = ByteBuffer.wrap(request);
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }

    /** Reads what has come; gives the status of a whole answer, and zero before that. */
    int read() throws IOException {
      int more = channel.read(in);
      if (more < 0) {
        throw new IOException("the server closed the connection");
      }
      if (headEnd == 0) {
        headEnd = headEnd();
        if (headEnd == 0) {
          return 0;
        }
        whole = headEnd + contentLength();
      }
      if (in.position() < whole) {
        return 0;
      }
      byte[] head = in.array();
      return (head[9] - '0') * 100 + (head[10] - '0') * 10 + head[11] - '0';
    }

    boolean hasRetryAfter() {
      return find(RETRY) > 0;
    }

    void drop() {
      try {
        channel.close();
      } catch (IOException e) {
        // It is of no use anyway.
      }
    }

    private int headEnd() {
      byte[] bytes = in.array();
      for (int i = 3; i < in.position(); i++) {
        if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
          return i + 1;
        }
      }
      return 0;
    }

    private int contentLength() {
      byte[] bytes = in.array();
      int value = 0;
      int at = find(LENGTH);
      for (int i = at; at > 0 && bytes[i] != '\r'; i++) {
        value = bytes[i] == ' ' ? value : value * 10 + bytes[i] - '0';
      }
      return value;
    }

    /** Finds where the value of a field begins; zero if the head has no such field. */
    private int find(byte[] name) {
      byte[] bytes = in.array();
      for (int i = 0; i + name.length < headEnd; i++) {
        if (bytes[i] != '\n') {
          continue;
        }
        int j = 0;
        while (j < name.length && (bytes[i + 1 + j] | 0x20) == (name[j] | 0x20)) {
          j++;
        }
        if (j == name.length) {
          return i + 1 + j;
        }
      }
      return 0;
    }
  }
}
