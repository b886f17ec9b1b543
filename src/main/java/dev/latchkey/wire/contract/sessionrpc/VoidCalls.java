package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.wire.http.Request;
import java.util.concurrent.Semaphore;

/**
 * Calls whose caller does not wait for the answer: they are run after the empty reply has been
 * given. Only so many run at once; beyond that the caller waits after all, so that nobody gets more
 * work out of the server by not waiting for it.
 */
final class VoidCalls {
  private static final int AT_ONCE = 64;

  private final Semaphore room = new Semaphore(AT_ONCE);

  /** Says whether the caller of a request does not wait. */
  static boolean isVoid(Request request) {
    return isTrue(request, "api-call-void") || isTrue(request, "x-api-void-call");
  }

  /** Runs a call, later if there is room. */
  void run(Runnable call) {
    if (!room.tryAcquire()) {
      call.run();
      return;
    }
    Thread.ofVirtual()
        .name("session-rpc-void")
        .start(
            () -> {
              try {
                call.run();
              } finally {
                room.release();
              }
            });
  }

  private static boolean isTrue(Request request, String header) {
    return request.header(header).filter("true"::equalsIgnoreCase).isPresent();
  }
}
