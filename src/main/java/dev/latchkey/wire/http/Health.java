package dev.latchkey.wire.http;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Tells orchestrators how the server is: {@code GET /health/live} says that the process answers,
 * {@code GET /health/ready} that it can do its work.
 */
public final class Health implements Contract {
  private static final Reply LIVE = Reply.json(200, "{\"status\":\"live\"}");
  private static final Reply READY = Reply.json(200, "{\"status\":\"ready\"}");
  private static final Reply NOT_READY = Reply.json(503, "{\"status\":\"not ready\"}");

  private final BooleanSupplier ready;
  private volatile boolean isLeaving;

  /**
   * Makes one.
   *
   * @param ready says whether the server can do its work; asked at each request, and what it throws
   *     counts as no
   */
  public Health(BooleanSupplier ready) {
    this.ready = ready;
  }

  /** Says from now on that the server is not ready, because it is about to stop. */
  public void leave() {
    isLeaving = true;
  }

  @Override
  public String name() {
    return "health";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/health/live", request -> LIVE),
        Route.get("/health/ready", request -> isReady() ? READY : NOT_READY));
  }

  private boolean isReady() {
    try {
      return !isLeaving && ready.getAsBoolean();
    } catch (RuntimeException e) {
      Log.HTTP.log(Level.WARNING, "not ready", Answers.withoutWords(e));
      return false;
    }
  }

  @Override
  public Reply refuse(Request request, Refusal refusal) {
    return PlainRefusals.say(refusal);
  }
}
