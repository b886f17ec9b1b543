package dev.latchkey.adapter.traces;

import dev.latchkey.core.credential.PasswordHasher;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What each request took, and what of it. Does nothing, and loads nothing of the library, until it
 * is started with an address to send to. Safe for use by many threads.
 */
public final class Traces implements AutoCloseable {
  private final TraceSettings settings;
  private final Time time;
  private volatile @Nullable Recorder recorder;

  /**
   * Makes them, not yet started.
   *
   * @param settings where they go
   * @param time the clock, for what is logged; spans go by the one of their library
   */
  public Traces(TraceSettings settings, Time time) {
    this.settings = settings;
    this.time = time;
  }

  /**
   * Says whether there is an address to send to.
   *
   * @return whether starting makes any difference
   */
  public boolean areWanted() {
    return settings.endpoint() != null;
  }

  /** Begins to make traces and to send them, if they are wanted. */
  public void start() {
    if (settings.endpoint() != null && recorder == null) {
      recorder = new Recorder(settings.endpoint(), settings.percent(), time);
    }
  }

  /**
   * What is known of a request before it is answered.
   *
   * @param contract the contract that answers
   * @param route the verb and path as the contract wrote it, never what was asked for
   * @param id the id that the answer carries
   * @param parent the field {@code traceparent} of a trusted proxy; null for none
   */
  public record Asked(String contract, String route, String id, @Nullable String parent) {}

  /**
   * Makes the span of a request around the work that answers it.
   *
   * @param asked what was asked
   * @param work what to do
   * @param status reads the status of the answer
   * @param <T> the answer
   * @return what the work returned
   */
  public <T> T request(Asked asked, Supplier<T> work, ToIntFunction<T> status) {
    Recorder present = recorder;
    return present == null ? work.get() : present.request(asked, work, status);
  }

  /** Makes the span of a part of the request that this thread is answering, if there is one. */
  <T, X extends Exception> T part(String name, Part<T, X> work) throws X {
    Recorder present = recorder;
    return present == null ? work.run() : present.part(name, work);
  }

  /** A part of the work. */
  @FunctionalInterface
  interface Part<T, X extends Exception> {
    T run() throws X;
  }

  /**
   * Has each hash shown as a part of its request.
   *
   * @param hasher hashes
   * @return the same, watched; itself if traces are not wanted
   */
  public PasswordHasher watching(PasswordHasher hasher) {
    return areWanted() ? new TracedHasher(hasher, this) : hasher;
  }

  /**
   * Has each transaction shown as a part of its request.
   *
   * @param transactions the store's transactions
   * @return the same, watched; itself if traces are not wanted
   */
  public Transactions watching(Transactions transactions) {
    return areWanted() ? new TracedTransactions(transactions, this) : transactions;
  }

  /** Sends what is left, for a moment, and stops. */
  @Override
  public void close() {
    Recorder present = recorder;
    recorder = null;
    if (present != null) {
      present.close();
    }
  }
}
