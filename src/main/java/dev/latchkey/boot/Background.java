package dev.latchkey.boot;

import dev.latchkey.adapter.corpus.BreachedPasswords;
import dev.latchkey.adapter.crypto.Argon2Hasher;
import dev.latchkey.adapter.sql.EndedFeed;
import dev.latchkey.core.session.LastSeen;
import dev.latchkey.feature.upkeep.RunChores;
import dev.latchkey.feature.usage.CountUses;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What goes on beside requests: reading the feed of ended sessions and the signing keys, writing
 * when sessions were last seen, removing what has had its time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the work is guarded, so no future ever fails
final class Background {
  private static final System.Logger LOG = System.getLogger(Background.class.getName());
  private static final long FEED_MILLIS = 200;
  private static final long LAST_SEEN_SECONDS = 5;

  /** Often: until it is read again, a key that was removed is taken. */
  private static final long KEYS_SECONDS = 2;

  private static final long BREACHED_SECONDS = 10;

  /** Seldom: it reads all hashes, and only an import beside the server brings new kinds. */
  private static final long KINDS_SECONDS = 3600;

  /** Added to a lease, it is how long the work of a node that died lies still. */
  private static final long UPKEEP_SECONDS = 7;

  /** A process that is killed loses as much of what it counted. */
  private static final long USES_SECONDS = 60;

  private static final long STOP_MILLIS = 300;

  private final ScheduledExecutorService timer;
  private final LastSeen lastSeen;
  private final RunChores runChores;
  private final CountUses countUses;

  private Background(
      ScheduledExecutorService timer, LastSeen lastSeen, RunChores runChores, CountUses countUses) {
    this.timer = timer;
    this.lastSeen = lastSeen;
    this.runChores = runChores;
    this.countUses = countUses;
  }

  static Background start(
      EndedFeed feed,
      Runnable readKeys,
      LastSeen lastSeen,
      RunChores runChores,
      CountUses countUses,
      BreachedPasswords breached,
      Argon2Hasher hasher,
      Runnable expectKinds,
      Telemetry telemetry,
      WaitingLetters waitingLetters) {
    ScheduledExecutorService timer =
        Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("background-", 0).factory());
    // The native library takes a while to load: after listening, and before the first sign-in.
    timer.execute(guarded("warm up password hashing", hasher::warmUp));
    timer.scheduleWithFixedDelay(
        guarded("look which kinds of hashes there are", expectKinds),
        0,
        KINDS_SECONDS,
        TimeUnit.SECONDS);
    timer.execute(guarded("load the figures", telemetry::open));
    timer.scheduleWithFixedDelay(
        guarded("read the feed of ended sessions", feed::read),
        0,
        FEED_MILLIS,
        TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(
        guarded("read the signing keys", readKeys), KEYS_SECONDS, KEYS_SECONDS, TimeUnit.SECONDS);
    timer.scheduleWithFixedDelay(
        guarded("write when sessions were last seen", lastSeen::flush),
        LAST_SEEN_SECONDS,
        LAST_SEEN_SECONDS,
        TimeUnit.SECONDS);
    timer.scheduleWithFixedDelay(
        guarded("look for a new file of breached passwords", breached::refresh),
        BREACHED_SECONDS,
        BREACHED_SECONDS,
        TimeUnit.SECONDS);
    timer.scheduleWithFixedDelay(
        guarded("count the letters that wait", waitingLetters::read),
        0,
        WaitingLetters.PACE.toSeconds(),
        TimeUnit.SECONDS);
    timer.scheduleWithFixedDelay(
        guarded("remove what has had its time", runChores::run),
        UPKEEP_SECONDS,
        UPKEEP_SECONDS,
        TimeUnit.SECONDS);
    timer.scheduleWithFixedDelay(
        guarded("write which doors were used", countUses::flush),
        USES_SECONDS,
        USES_SECONDS,
        TimeUnit.SECONDS);
    return new Background(timer, lastSeen, runChores, countUses);
  }

  /** An exception would end the repetition for good. */
  static Runnable guarded(String what, Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "could not " + what, e);
      }
    };
  }

  void stop() {
    if (timer.isShutdown()) {
      return;
    }
    runChores.stop();
    timer.execute(guarded("leave the upkeep to another node", runChores::leave));
    timer.shutdown();
    try {
      // What runs right now still needs the store.
      if (!timer.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    guarded("write when sessions were last seen", lastSeen::flush).run();
    guarded("write which doors were used", countUses::flush).run();
  }
}
