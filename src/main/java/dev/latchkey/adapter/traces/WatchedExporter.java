package dev.latchkey.adapter.traces;

import dev.latchkey.kernel.Time;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;

/** Sends spans through another exporter, and says once that the collector does not take them. */
final class WatchedExporter implements SpanExporter {
  private static final System.Logger LOG = System.getLogger(Traces.class.getName());
  private static final Duration SILENCE = Duration.ofMinutes(10);

  private final SpanExporter exporter;
  private final Time time;
  private boolean isTold;
  private long toldAt;

  WatchedExporter(SpanExporter exporter, Time time) {
    this.exporter = exporter;
    this.time = time;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(
        () -> {
          if (!result.isSuccess()) {
            tell();
          }
        });
  }

  private synchronized void tell() {
    long now = time.nanoTime();
    if (isTold && now - toldAt < SILENCE.toNanos()) {
      return;
    }
    isTold = true;
    toldAt = now;
    LOG.log(
        System.Logger.Level.WARNING,
        "traces are lost, the collector at traces.endpoint does not take them");
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
