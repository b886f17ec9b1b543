package nodes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes at one node without a pause, and keeps outside of it what was acknowledged. What got no answer may have
 * happened or not, and is not kept.
 */
final class Scribe implements Runnable {
  private final Node node;
  private final String prefix;

  /** Names whose sign-up was acknowledged. */
  final List<String> accounts = new ArrayList<>();

  /** Tokens whose session was acknowledged and not asked to end. */
  final List<String> live = new ArrayList<>();

  /** Tokens whose end was acknowledged. */
  final List<String> ended = new ArrayList<>();

  private final AtomicLong lastAcknowledged = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final Figures answers = new Figures();
  private volatile boolean isOver;

  Scribe(Node node, String prefix) {
    this.node = node;
    this.prefix = prefix;
  }

  Node node() {
    return node;
  }

  /** Says when the last acknowledgement came; 0 before the first. */
  long lastAcknowledged() {
    return lastAcknowledged.get();
  }

  long acknowledged() {
    return acknowledged.get();
  }

  /** How long answers took, whatever they were. */
  Figures answers() {
    return answers;
  }

  void stop() {
    isOver = true;
  }

  @Override
  public void run() {
    for (int i = 0; !isOver; i++) {
      long begin = System.nanoTime();
      try {
        write(prefix + i);
      } catch (IOException e) {
        // No answer: nothing was promised.
        pause();
      }
      answers.add(System.nanoTime() - begin);
    }
  }

  private void write(String name) throws IOException {
    if (Calls.signUp(node, name) != 200) {
      pause();
      return;
    }
    accounts.add(name);
    acknowledge();
    Optional<String> token = Calls.signIn(node, name);
    if (token.isEmpty()) {
      pause();
      return;
    }
    acknowledge();
    if (accounts.size() % 2 == 0) {
      live.add(token.get());
    } else if (Calls.end(node, token.get()) == 200) {
      ended.add(token.get());
      acknowledge();
    }
  }

  private void acknowledge() {
    lastAcknowledged.set(System.nanoTime());
    acknowledged.incrementAndGet();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
