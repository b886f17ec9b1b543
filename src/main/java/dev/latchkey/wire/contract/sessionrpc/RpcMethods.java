package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.StoreUnavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All calls of the contract, and the order of steps that is the same for each: it exists, its
 * arguments fit, it is carried out, and whatever breaks is an answer too.
 */
final class RpcMethods {
  private static final Logger LOG = System.getLogger(RpcMethods.class.getName());

  private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

  private final Map<String, RpcMethod> byId = new LinkedHashMap<>();

  RpcMethods(List<RpcMethod> methods) {
    methods.forEach(one -> byId.put(one.id(), one));
  }

  /** Lists the ids of all calls. */
  Collection<String> ids() {
    return byId.keySet();
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  /**
   * Carries a call out. Never throws.
   *
   * @param id its id
   * @param sent its arguments as they came; anything but a list is the only argument
   * @param caller finds out who calls
   * @param origin from where
   * @return what it comes to
   */
  RpcResult call(String id, @Nullable Object sent, Supplier<Caller> caller, Origin origin) {
    RpcMethod method = byId.get(id);
    if (method == null) {
      return SessionRpcErrors.methodNotFound();
    }
    Complaints complaints = new Complaints();
    List<@Nullable Object> arguments = read(method, sent, complaints);
    if (!complaints.isEmpty()) {
      return SessionRpcErrors.invalid(complaints.text());
    }
    try {
      return method.answer(arguments, caller.get(), origin);
    } catch (StoreUnavailable e) {
      LOG.log(
          Level.WARNING, "{0}: the store does not answer: {1}", origin.requestId(), e.getMessage());
      return SessionRpcErrors.overloaded(STORE_PAUSE);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "defect in " + id + ", request " + origin.requestId() + ": " + place(e));
      return SessionRpcErrors.defect();
    }
  }

  // Never its message, which may quote what was sent.
  private static String place(RuntimeException defect) {
    StackTraceElement[] trace = defect.getStackTrace();
    return defect.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> read(
      RpcMethod method, @Nullable Object sent, Complaints complaints) {
    Object list = sent instanceof List<?> ? sent : Collections.singletonList(sent);
    Object read = method.arguments().read(list, complaints);
    return read instanceof List<?> ? (List<@Nullable Object>) read : List.of();
  }
}
