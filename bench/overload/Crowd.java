package overload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Many hostile connections, kept up by one thread: each begins with some bytes, goes on with some more every second, and is
 * replaced when the server cuts it.
 */
final class Crowd implements AutoCloseable {
  private static final long PACE_NANOS = 1_000_000_000L;

  /** How many new connections are opened before the others get their turn again. */
  private static final int BATCH = 100;

  private final InetSocketAddress address;
  private final int size;
  private final byte[] first;
  private final byte[] more;
  private final boolean isReading;
  private final Thread thread;
  private volatile boolean running = true;

  /** How many connections there are now, were cut so far, and how long the longest lived, all of it for reports. */
  volatile int open;

  volatile long cut;
  volatile double longestSeconds;
  volatile long answered;
  volatile long bytesSent;
  private final Map<String, Integer> firstLines = new TreeMap<>();

  /**
   * Begins.
   *
   * @param size how many connections
   * @param first what each sends at once
   * @param more what each sends every second, over and over; may be empty
   * @param isReading whether it takes what the server sends
   */
  Crowd(int port, int size, byte[] first, byte[] more, boolean isReading) {
    this.address = new InetSocketAddress("127.0.0.1", port);
    this.size = size;
    this.first = first;
    this.more = more;
    this.isReading = isReading;
    this.thread = Thread.ofPlatform().name("crowd").daemon(true).start(this::keepUp);
  }

  /** Gives the first lines of answers that came, with how often. */
  String answers() {
    synchronized (firstLines) {
      return firstLines.isEmpty() ? "none" : firstLines.toString();
    }
  }

  private static final class Member {
    private final SocketChannel channel;
    private final long since = System.nanoTime();
    private final ByteBuffer rest;
    private long turn = since;
    private boolean isAnswered;

    Member(SocketChannel channel, byte[] first) {
      this.channel = channel;
      this.rest = ByteBuffer.wrap(first);
    }
  }

  private void keepUp() {
    ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
    try (Selector selector = Selector.open()) {
      while (running) {
        for (int i = 0; i < BATCH && selector.keys().size() < size; i++) {
          if (!join(selector)) {
            break;
          }
        }
        selector.select(20);
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.isValid()) {
            take(key, (Member) key.attachment(), in);
          }
        }
        selector.selectedKeys().clear();
        long now = System.nanoTime();
        for (SelectionKey key : selector.keys()) {
          if (key.isValid()) {
            goOn(key, (Member) key.attachment(), now);
          }
        }
        open = selector.keys().size();
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean join(Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    try {
      boolean isConnected = channel.connect(address);
      Member member = new Member(channel, first);
      channel.register(
          selector, isConnected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, member);
      return true;
    } catch (IOException e) {
      channel.close();
      return false;
    }
  }

  private void take(SelectionKey key, Member member, ByteBuffer in) {
    try {
      if (key.isConnectable()) {
        member.channel.finishConnect();
        key.interestOps(isReading ? SelectionKey.OP_READ : 0);
        send(member);
        return;
      }
      in.clear();
      int count = member.channel.read(in);
      if (count < 0) {
        leave(key, member);
      } else if (count > 12) {
        note(member, in);
      }
    } catch (IOException e) {
      leave(key, member);
    }
  }

  private void note(Member member, ByteBuffer in) {
    answered++;
    if (member.isAnswered) {
      return;
    }
    member.isAnswered = true;
    byte[] line = new byte[12];
    in.flip().get(line);
    synchronized (firstLines) {
      firstLines.merge(new String(line, StandardCharsets.ISO_8859_1), 1, Integer::sum);
    }
  }

  private void goOn(SelectionKey key, Member member, long now) {
    if (!member.channel.isConnected()) {
      return;
    }
    try {
      if (member.rest.hasRemaining()) {
        send(member);
      } else if (more.length > 0 && now - member.turn > PACE_NANOS) {
        member.turn = now;
        bytesSent += member.channel.write(ByteBuffer.wrap(more));
      }
    } catch (IOException e) {
      leave(key, member);
    }
  }

  private void send(Member member) throws IOException {
    bytesSent += member.channel.write(member.rest);
  }

  private void leave(SelectionKey key, Member member) {
    key.cancel();
    try {
      member.channel.close();
    } catch (IOException e) {
      // Gone is gone.
    }
    cut++;
    longestSeconds = Math.max(longestSeconds, (System.nanoTime() - member.since) / 1e9);
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join();
  }
}
