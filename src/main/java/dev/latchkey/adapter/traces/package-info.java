/**
 * Traces of requests for OpenTelemetry, sent by OTLP over HTTP. Its door is {@link Traces} and
 * {@link TraceSettings}. It must never know what a request said: names, addresses, secrets, paths
 * as they were asked for. What it sends are routes, statuses and times. Its rules come from the
 * OpenTelemetry conventions for HTTP spans and W3C Trace Context, and from this one: a collector
 * that is slow or down costs requests nothing.
 */
@NullMarked
package dev.latchkey.adapter.traces;

import org.jspecify.annotations.NullMarked;
