package dev.latchkey.wire.contract.sessionrpc;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call comes to, whatever envelope it travels in.
 *
 * @param status a number of the HTTP registry
 * @param reason the number in words
 * @param exception whether the call broke off, rather than answered no
 * @param more further members by name, {@code data} first if there is one
 * @param retryAfter when to try again; null if that would not help
 */
record RpcResult(
    int status,
    String reason,
    boolean exception,
    Map<String, @Nullable Object> more,
    @Nullable Duration retryAfter) {
  /** The member that carries what was asked for. */
  static final String DATA = "data";

  RpcResult {
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  static RpcResult of(int status, String reason) {
    return new RpcResult(status, reason, false, Map.of(), null);
  }

  static RpcResult ok() {
    return of(200, "OK");
  }

  /** What a change of one stored row is answered with. */
  static RpcResult oneRow() {
    return ok().with(DATA, null).with("rows", 1);
  }

  RpcResult with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(more);
    changed.put(name, value);
    return new RpcResult(status, reason, exception, changed, retryAfter);
  }

  RpcResult asException() {
    return new RpcResult(status, reason, true, more, retryAfter);
  }

  RpcResult after(@Nullable Duration pause) {
    return new RpcResult(status, reason, exception, more, pause);
  }

  boolean isOk() {
    return status / 100 == 2;
  }
}
