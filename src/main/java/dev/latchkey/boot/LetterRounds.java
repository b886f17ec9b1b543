package dev.latchkey.boot;

import dev.latchkey.feature.mail.Bell;
import dev.latchkey.feature.mail.DeliverLetters;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of letters: one thread, woken by each new letter and by a timer, so that a mail server
 * that hangs holds up nothing else.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the work is guarded, so no future ever fails
final class LetterRounds {
  private static final long ROUND_SECONDS = 2;
  private static final long STOP_MILLIS = 300;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("letters").factory());
  private final AtomicBoolean isCalled = new AtomicBoolean();
  private final @Nullable DeliverLetters deliverLetters;

  private LetterRounds(@Nullable DeliverLetters deliverLetters) {
    this.deliverLetters = deliverLetters;
  }

  static LetterRounds start(Bell bell, @Nullable DeliverLetters deliver) {
    LetterRounds rounds = new LetterRounds(deliver);
    if (deliver != null) {
      Runnable round = Background.guarded("send letters", deliver::deliver);
      rounds.timer.scheduleWithFixedDelay(round, 0, ROUND_SECONDS, TimeUnit.SECONDS);
      bell.listen(() -> rounds.call(round));
    }
    return rounds;
  }

  /** Many letters at once need one round. */
  private void call(Runnable round) {
    if (isCalled.compareAndSet(false, true)) {
      try {
        timer.execute(
            () -> {
              isCalled.set(false);
              round.run();
            });
      } catch (RejectedExecutionException e) {
        // It is stopping; the letter waits for the next start.
        isCalled.set(false);
      }
    }
  }

  void stop() {
    if (deliverLetters != null) {
      deliverLetters.stop();
    }
    timer.shutdown();
    try {
      if (!timer.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
