package dev.latchkey.wire.contract.clientapp;

import dev.latchkey.kernel.Time;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.Locale;

/** Another endpoint, with {@code X-Runtime}: the seconds that its answer took. */
final class TimedEndpoint implements Endpoint {
  private static final double NANOS = 1e9;

  private final Endpoint endpoint;
  private final ClientAppErrors errors;
  private final Time time;

  TimedEndpoint(Endpoint endpoint, ClientAppErrors errors, Time time) {
    this.endpoint = endpoint;
    this.errors = errors;
    this.time = time;
  }

  @Override
  public Reply answer(Request request) {
    long start = time.nanoTime();
    Reply reply;
    try {
      reply = endpoint.answer(request);
    } catch (BadInput bad) {
      reply = errors.refusal(Refusal.of(bad.reason(), bad.detail()));
    }
    double seconds = (time.nanoTime() - start) / NANOS;
    return reply.with("X-Runtime", String.format(Locale.ROOT, "%.6f", seconds));
  }
}
