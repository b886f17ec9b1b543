package dev.latchkey.adapter.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** The figures of one server. Safe for use by many threads. */
public final class Meters {
  /** Upper bounds of the buckets of answer times. */
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Queue<Source> held = new ConcurrentLinkedQueue<>();
  private final ConcurrentHashMap<Answer, Timer> answers = new ConcurrentHashMap<>();

  /** Makes them, with those of the process. */
  public Meters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /**
   * Counts an answer.
   *
   * @param contract the contract that gave it
   * @param route the verb and path, as the contract wrote it
   * @param status its status
   * @param nanos how long it took
   */
  public void answered(String contract, String route, int status, long nanos) {
    answers
        .computeIfAbsent(new Answer(contract, route, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Answer answer) {
    return Timer.builder("latchkey.requests")
        .description("Answers, by the contract and route that gave them and by status")
        .tag("contract", answer.contract())
        .tag("route", answer.route())
        .tag("status", Integer.toString(answer.status()))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /**
   * Shows a value that goes up and down.
   *
   * @param name its name, with dots between words
   * @param description what it says
   * @param value asked at each reading; must return at once
   */
  public void gauge(String name, String description, DoubleSupplier value) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .strongReference(true)
        .description(description)
        .register(registry);
  }

  /**
   * Shows a count that only grows.
   *
   * @param name its name, with dots between words
   * @param description what it counts
   * @param value asked at each reading; must return at once
   */
  public void counter(String name, String description, DoubleSupplier value) {
    Source source = new Source(value);
    held.add(source);
    FunctionCounter.builder(name, source, Source::read).description(description).register(registry);
  }

  /**
   * Writes all figures.
   *
   * @return Prometheus' text format, version 0.0.4, in UTF-8
   */
  public byte[] text() {
    return registry.scrape().getBytes(StandardCharsets.UTF_8);
  }

  private record Answer(String contract, String route, int status) {}

  /** Micrometer keeps weak references to what it asks, so somebody has to hold on to this. */
  private record Source(DoubleSupplier value) {
    double read() {
      return value.getAsDouble();
    }
  }
}
