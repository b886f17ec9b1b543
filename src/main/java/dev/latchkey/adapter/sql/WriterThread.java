package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.StoreUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The one thread that writes to a SQLite file. SQLite has one writer anyway; giving it a platform
 * thread keeps the wait for the disk off the carriers of virtual threads. All work that waits while
 * the disk is busy is committed together next, each piece behind a savepoint of its own, so that
 * one {@code fsync} serves many callers and none of them can spoil another's work.
 */
final class WriterThread implements Writers {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LARGEST_GROUP = 64;

  private final WriteConnection connection;
  private final Failures failures;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Job<?>> waiting = new ArrayDeque<>();
  private final LongAdder commits = new LongAdder();
  private final LongAdder committed = new LongAdder();
  private boolean isClosed;

  WriterThread(WriteConnection connection, Failures failures) {
    this.connection = connection;
    this.failures = failures;
    this.thread = Thread.ofPlatform().name("latchkey-writer").daemon().unstarted(this::work);
  }

  /** Starts. */
  void start() {
    thread.start();
  }

  @Override
  public <T> T run(Function<OpenTransaction, T> work) {
    Job<T> job = new Job<>(work, PATIENCE);
    submit(job);
    return job.await();
  }

  /** Takes a job; its caller waits for it. */
  void submit(Job<?> job) {
    lock.lock();
    try {
      if (isClosed) {
        throw new StoreUnavailable(
            "the database is closed", new IllegalStateException("submitted after closing"));
      }
      waiting.add(job);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    for (List<Job<?>> group = next(); !group.isEmpty(); group = next()) {
      try {
        commit(group);
      } catch (RuntimeException | Error e) {
        connection.abandon();
        group.forEach(job -> job.fail(e));
      }
      group.forEach(Job::finish);
    }
    connection.close();
  }

  /** Waits for jobs; none means the end. */
  private List<Job<?>> next() {
    List<Job<?>> group = new ArrayList<>();
    lock.lock();
    try {
      while (group.isEmpty() && !(isClosed && waiting.isEmpty())) {
        while (!waiting.isEmpty() && group.size() < LARGEST_GROUP) {
          Job<?> job = waiting.remove();
          if (job.take()) {
            group.add(job);
          }
        }
        if (group.isEmpty() && !isClosed) {
          changed.awaitUninterruptibly();
        }
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void commit(List<Job<?>> group) {
    try {
      connection.begin();
    } catch (SQLException e) {
      refuse(group, e, Job::fail);
      return;
    }
    // From the moment on in which the commit is asked for, a failure does not say how it went.
    BiConsumer<Job<?>, Throwable> refusal = Job::fail;
    try {
      for (Job<?> job : group) {
        run(job);
      }
      refusal = Job::doubt;
      connection.execute("COMMIT");
      commits.increment();
      committed.add(group.size());
    } catch (SQLException e) {
      if (group.size() == 1 || SqliteFile.isFromDisk(e)) {
        refuse(group, e, refusal);
      } else {
        connection.abandon();
        // One of them broke the whole transaction; nothing was kept, so each tries alone.
        group.forEach(job -> commit(List.of(job)));
      }
    }
  }

  private void refuse(List<Job<?>> group, SQLException why, BiConsumer<Job<?>, Throwable> refusal) {
    if (SqliteFile.isFromDisk(why)) {
      connection.distrust(why);
    }
    connection.abandon();
    RuntimeException translated = failures.translated(why);
    group.forEach(job -> refusal.accept(job, translated));
  }

  private void run(Job<?> job) throws SQLException {
    connection.execute("SAVEPOINT work");
    job.run(connection.handle());
    if (job.hasFailed()) {
      connection.execute("ROLLBACK TO work");
    }
    connection.execute("RELEASE work");
  }

  /** Says how many jobs wait, how many commits there were, and of how many jobs. */
  Database.WriterUse use() {
    lock.lock();
    try {
      return new Database.WriterUse(waiting.size(), commits.sum(), committed.sum());
    } finally {
      lock.unlock();
    }
  }

  /** Finishes the jobs that wait, then ends the thread. */
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while closing", new TimeoutException("interrupted"));
    }
  }
}
