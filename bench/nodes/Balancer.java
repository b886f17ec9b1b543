package nodes;

import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The smallest balancer that deserves the name: asks each node for its health ten times a second, sends requests to
 * the healthy ones in turn, and tries another node only where nothing was sent because nobody listened.
 */
final class Balancer implements AutoCloseable {
  private static final long PAUSE_MILLIS = 100;

  private final List<Node> nodes;
  private final boolean[] isUp;
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicLong retries = new AtomicLong();
  private final List<Thread> watchers;
  private volatile boolean isClosed;

  Balancer(List<Node> nodes) {
    this.nodes = nodes;
    this.isUp = new boolean[nodes.size()];
    this.watchers =
        java.util.stream.IntStream.range(0, nodes.size())
            .mapToObj(i -> Thread.ofVirtual().start(() -> watch(i)))
            .toList();
  }

  private void watch(int number) {
    while (!isClosed) {
      boolean is = nodes.get(number).isHealthy("/health/ready");
      synchronized (isUp) {
        isUp[number] = is;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Says whether requests go to a node. */
  boolean isUp(int number) {
    synchronized (isUp) {
      return isUp[number];
    }
  }

  /** Counts the requests that were sent to another node because nobody listened at the first. */
  long retries() {
    return retries.get();
  }

  /** Makes a call at the next healthy node. */
  <T> T at(Call<T> call) throws IOException {
    for (int i = 0; i < 2 * nodes.size(); i++) {
      int number = Math.floorMod(turn.getAndIncrement(), nodes.size());
      if (!isUp(number)) {
        continue;
      }
      try {
        return call.at(nodes.get(number));
      } catch (ConnectException e) {
        retries.incrementAndGet();
      }
    }
    throw new IOException("no node is up");
  }

  @Override
  public void close() {
    isClosed = true;
    watchers.forEach(Thread::interrupt);
  }

  /** Something to do at a node. */
  interface Call<T> {
    T at(Node node) throws IOException;
  }
}
