package overload;

import java.util.SplittableRandom;

/**
 * Requests of one kind. An open stream sends them at moments drawn beforehand, whatever becomes of earlier ones; a closed
 * one has so many callers, each of whom sends the next when the last is answered.
 */
final class Stream {
  final String name;
  final Tally tally = new Tally();
  final int wanted;
  final int callers;
  private final byte[][] requests;
  private final double perSecond;
  private final SplittableRandom random = new SplittableRandom(20261121);
  private double untilSeconds = Double.MAX_VALUE;
  private int next;
  private double dueNanos;

  private Stream(String name, byte[][] requests, int wanted, double perSecond, int callers) {
    this.name = name;
    this.requests = requests;
    this.wanted = wanted;
    this.perSecond = perSecond;
    this.callers = callers;
  }

  static Stream open(String name, byte[][] requests, int wanted, double perSecond) {
    return new Stream(name, requests, wanted, perSecond, 0).within(0, Double.MAX_VALUE);
  }

  static Stream closed(String name, byte[][] requests, int wanted, int callers) {
    return new Stream(name, requests, wanted, 0, callers);
  }

  /** Sends only within a stretch of the load. */
  Stream within(double from, double until) {
    untilSeconds = until;
    dueNanos = from * 1e9;
    if (perSecond > 0) {
      advance();
    }
    return this;
  }

  boolean isOpen() {
    return callers == 0;
  }

  /** Gives the nanosecond after the start at which the next one is due; a very large number if there is none. */
  long due() {
    return isOpen() && dueNanos < untilSeconds * 1e9 ? (long) dueNanos : Long.MAX_VALUE;
  }

  /** Draws when the one after is due: gaps as of callers who know nothing of each other. */
  void advance() {
    dueNanos += -Math.log(1 - random.nextDouble()) / perSecond * 1e9;
  }

  byte[] request() {
    byte[] request = requests[next];
    next = (next + 1) % requests.length;
    return request;
  }
}
