package dev.latchkey.adapter.traces;

import dev.latchkey.kernel.Time;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans and sends them, a batch at a time, from a thread of its own. What waits is bounded; a
 * span for which there is no room is dropped at once.
 */
final class Recorder implements AutoCloseable {
  /** Spans that wait: a few megabytes. */
  static final int LONGEST_QUEUE = 2048;

  static final int BATCH = 512;

  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);
  private static final long CLOSE_MILLIS = 300;

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> CONTRACT = AttributeKey.stringKey("latchkey.contract");
  private static final AttributeKey<String> ID = AttributeKey.stringKey("latchkey.request_id");

  /** The library writes past our log, addresses and causes included. Kept, or it is forgotten. */
  private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

  private static final ScopedValue<Span> CURRENT = ScopedValue.newInstance();

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  Recorder(URI endpoint, int percent, Time time) {
    LIBRARY.setLevel(Level.OFF);
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint.toString())
            .setTimeout(PATIENCE)
            .setConnectTimeout(CONNECT_PATIENCE)
            // What waits for another attempt would take the room of what is new.
            .setRetryPolicy(null)
            .setMeterProvider(MeterProvider.noop())
            .build();
    provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "latchkey")))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(percent / 100.0)))
            .addSpanProcessor(
                BatchSpanProcessor.builder(new WatchedExporter(exporter, time))
                    .setMaxQueueSize(LONGEST_QUEUE)
                    .setMaxExportBatchSize(BATCH)
                    .setScheduleDelay(PACE)
                    .setExporterTimeout(PATIENCE)
                    .setMeterProvider(MeterProvider.noop())
                    .build())
            .build();
    tracer = provider.get("dev.latchkey");
  }

  <T> T request(Traces.Asked asked, Supplier<T> work, ToIntFunction<T> status) {
    String route = asked.route();
    int end = route.indexOf(' ');
    boolean isKnown = end > 0 && !route.startsWith("(");
    Span span =
        tracer
            .spanBuilder(route)
            .setSpanKind(SpanKind.SERVER)
            .setParent(parent(asked.parent()))
            // A verb that no route has may be any word that somebody chose.
            .setAttribute(METHOD, isKnown ? route.substring(0, end) : "_OTHER")
            .setAttribute(ROUTE, isKnown ? route.substring(end + 1) : route)
            .setAttribute(CONTRACT, asked.contract())
            .setAttribute(ID, asked.id())
            .startSpan();
    try {
      T answer = ScopedValue.where(CURRENT, span).call(work::get);
      int code = status.applyAsInt(answer);
      span.setAttribute(STATUS, code);
      if (code >= 500) {
        span.setStatus(StatusCode.ERROR);
      }
      return answer;
    } finally {
      span.end();
    }
  }

  <T, X extends Exception> T part(String name, Traces.Part<T, X> work) throws X {
    if (!CURRENT.isBound()) {
      return work.run();
    }
    Span span = tracer.spanBuilder(name).setParent(Context.root().with(CURRENT.get())).startSpan();
    boolean isWhole = false;
    try {
      T result = work.run();
      isWhole = true;
      return result;
    } finally {
      if (!isWhole) {
        // Without what was thrown: its words may quote what was sent.
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }

  private static Context parent(@Nullable String field) {
    return field == null
        ? Context.root()
        : W3CTraceContextPropagator.getInstance().extract(Context.root(), field, OnlyParent.GETTER);
  }

  @Override
  public void close() {
    provider.shutdown().join(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Gives the one field; {@code tracestate} is never passed on. */
  private enum OnlyParent implements TextMapGetter<String> {
    GETTER;

    @Override
    public @Nullable String get(@Nullable String carrier, String key) {
      return key.equals("traceparent") ? carrier : null;
    }
  }
}
