package load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/** Callers that ask a server as fast as it answers, each on a connection of its own. */
public final class Load {
  private final int port;
  private final int connections;
  private final IntFunction<Caller> callers;

  /**
   * Makes one.
   *
   * @param callers gives the caller of each connection, counted from 0
   */
  public Load(int port, int connections, IntFunction<Caller> callers) {
    this.port = port;
    this.connections = connections;
    this.callers = callers;
  }

  /** Makes one whose callers all send the same request. */
  public static Load same(int port, int connections, byte[] request, String expected) {
    return new Load(port, connections, number -> Caller.same(request, expected));
  }

  /**
   * Runs for a while. Every answer is read whole and looked at.
   *
   * @throws IOException if one was not the right one
   */
  public Result run(int seconds) throws IOException, InterruptedException {
    AtomicBoolean running = new AtomicBoolean(true);
    List<String> faults = Collections.synchronizedList(new ArrayList<>());
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      lanes.add(new Lane(callers.apply(i), running, faults));
    }
    List<Thread> threads = lanes.stream().map(Thread.ofPlatform()::start).toList();
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    running.set(false);
    for (Thread thread : threads) {
      thread.join();
    }
    double took = (System.nanoTime() - start) / 1e9;
    if (!faults.isEmpty()) {
      throw new IOException("the load was refused: " + faults.getFirst());
    }
    return Result.of(lanes.stream().map(Lane::latencies).toList(), took);
  }

  /** One connection. */
  private final class Lane implements Runnable {
    private final Caller caller;
    private final AtomicBoolean running;
    private final List<String> faults;
    private long[] nanos = new long[1 << 12];
    private int count;

    Lane(Caller caller, AtomicBoolean running, List<String> faults) {
      this.caller = caller;
      this.running = running;
      this.faults = faults;
    }

    @Override
    public void run() {
      try (Connection connection = new Connection(port)) {
        while (running.get()) {
          byte[] request = caller.request();
          long before = System.nanoTime();
          int status = connection.exchange(request);
          long after = System.nanoTime();
          if (!caller.accepts(status, connection)) {
            faults.add(status + " " + connection.body());
            return;
          }
          if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
          }
          nanos[count++] = after - before;
        }
      } catch (IOException | RuntimeException e) {
        faults.add(e.toString());
      }
    }

    long[] latencies() {
      return Arrays.copyOf(nanos, count);
    }
  }
}
