/**
 * Counts and times what the server does, for Prometheus. Its door is {@link Meters}. It must never
 * learn a name, an address, a token or anything else that a caller chose: labels come from the
 * program only, so that their number is bounded. Its rules come from the OpenMetrics text format
 * and docs/guide/observe.md, which lists every figure.
 */
@NullMarked
package dev.latchkey.adapter.metrics;

import org.jspecify.annotations.NullMarked;
