package nodes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The wire between one node and one database: a proxy for TCP on loopback that can be told to be slow, to keep
 * connections and forward nothing, to cut them, to refuse new ones, and to lose the answer to a commit.
 */
final class Link implements AutoCloseable {
  /** The message CommandComplete with the tag COMMIT, from the manual of PostgreSQL, "Message Formats". */
  private static final byte[] COMMITTED = {'C', 0, 0, 0, 11, 'C', 'O', 'M', 'M', 'I', 'T', 0};

  private static final int CHUNK = 16 * 1024;

  private final int port;
  private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
  private final AtomicInteger losses = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final Gate gate = new Gate();
  private volatile int target;
  private volatile long delayMillis;
  private volatile ServerSocket listener;

  private Link(int port, int target) {
    this.port = port;
    this.target = target;
  }

  /** Opens one that does no harm. */
  static Link open(int port, int target) throws IOException {
    Link link = new Link(port, target);
    link.listen();
    return link;
  }

  int port() {
    return port;
  }

  /** Leads new connections elsewhere. */
  void retarget(int newTarget) {
    target = newTarget;
  }

  /** Holds back each piece of an answer for a while. */
  void delay(long millis) {
    delayMillis = millis;
  }

  /** Cuts all connections with a reset; new ones are taken. */
  void cut() {
    pairs.forEach(Pair::reset);
  }

  /** From now on connections are taken and kept, and nothing comes through. */
  void halfOpen() {
    gate.close();
  }

  /** Ends {@link #halfOpen}; what was on its way arrives. */
  void resume() {
    gate.open();
  }

  /** Ends {@link #halfOpen} for new connections; the old ones stay dead, without a word. */
  void resumeWithoutOld() {
    pairs.forEach(pair -> pair.isDead = true);
    gate.open();
  }

  /** Cuts all connections and refuses new ones. */
  void partition() throws IOException {
    listener.close();
    cut();
  }

  /** Ends {@link #partition}. */
  void join() throws IOException {
    listen();
  }

  /** Loses the answers to the next commits: each is done, and its connection cut before the node hears of it. */
  void loseCommits(int many) {
    losses.set(many);
  }

  /** Says how many answers to commits were lost so far. */
  int lostCommits() {
    return lost.get();
  }

  private void listen() throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
    listener = socket;
    Thread.ofVirtual().name("link-" + port).start(() -> accept(socket));
  }

  private void accept(ServerSocket socket) {
    while (true) {
      try {
        Socket node = socket.accept();
        Thread.ofVirtual().start(() -> connect(node));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void connect(Socket node) {
    try {
      gate.pass();
      Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
      node.setTcpNoDelay(true);
      database.setTcpNoDelay(true);
      Pair pair = new Pair(node, database);
      pairs.add(pair);
      Thread.ofVirtual().start(() -> pump(pair, node, database, false));
      pump(pair, database, node, true);
    } catch (IOException e) {
      abandon(node);
    }
  }

  private void pump(Pair pair, Socket from, Socket to, boolean isAnswer) {
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
        gate.pass();
        if (pair.isDead) {
          continue;
        }
        if (isAnswer && isLostCommit(chunk, size)) {
          break;
        }
        if (isAnswer && delayMillis > 0) {
          TimeUnit.MILLISECONDS.sleep(delayMillis);
        }
        out.write(chunk, 0, size);
      }
    } catch (IOException | InterruptedException e) {
      // Either side is gone, and so is the pair.
    }
    // A host that vanished says no goodbye.
    if (!pair.isDead || !isAnswer) {
      pair.reset();
    }
  }

  private boolean isLostCommit(byte[] chunk, int size) {
    if (losses.get() <= 0 || !contains(chunk, size)) {
      return false;
    }
    boolean isLost = losses.getAndDecrement() > 0;
    if (isLost) {
      lost.incrementAndGet();
    }
    return isLost;
  }

  private static boolean contains(byte[] chunk, int size) {
    for (int at = 0; at + COMMITTED.length <= size; at++) {
      int same = 0;
      while (same < COMMITTED.length && chunk[at + same] == COMMITTED[same]) {
        same++;
      }
      if (same == COMMITTED.length) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    gate.open();
    cut();
  }

  private static void abandon(Socket socket) {
    try {
      // With this the close is a reset.
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
    try {
      socket.close();
    } catch (IOException e) {
      // Closed is what it should be.
    }
  }

  private final class Pair {
    private final Socket node;
    private final Socket database;
    private volatile boolean isDead;

    private Pair(Socket node, Socket database) {
      this.node = node;
      this.database = database;
    }

    private void reset() {
      if (pairs.remove(this)) {
        abandon(node);
        abandon(database);
      }
    }
  }

  /** What all pieces pass through. */
  private static final class Gate {
    private boolean isOpen = true;

    synchronized void pass() {
      boolean isInterrupted = false;
      while (!isOpen) {
        try {
          wait();
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }

    synchronized void close() {
      isOpen = false;
    }

    synchronized void open() {
      isOpen = true;
      notifyAll();
    }
  }
}
