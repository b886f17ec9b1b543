package dev.latchkey.wire.http;

import dev.latchkey.kernel.CurrentRequest;
import dev.latchkey.kernel.Reason;
import dev.latchkey.kernel.StoreUnavailable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.util.NanoTime;

/** Turns what the router found into an answer: endpoint, refusals, defects, finish. */
final class Answers {
  static final Reply NOT_FOUND = Reply.json(404, "{\"error\":\"not found\"}");
  static final Reply DEFECT = Reply.json(500, "{\"error\":\"internal server error\"}");

  private static final int MAX_CAUSES = 8;
  private static final int REFUSED = 400;
  private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

  private final LogGate gate;
  private final Traffic traffic;
  private final Tracing tracing;
  private final DoorWatch doors;

  Answers(LogGate gate, Traffic traffic, Tracing tracing, DoorWatch doors) {
    this.gate = gate;
    this.traffic = traffic;
    this.tracing = tracing;
    this.doors = doors;
  }

  Reply answer(Match match, Request request) {
    Reply reply =
        watched(
            match,
            request,
            () ->
                switch (match) {
                  case Match.Found found -> found(found, request);
                  case Match.WrongVerb wrong -> wrongVerb(wrong, request);
                  case Match.Unknown unknown -> NOT_FOUND;
                });
    if (match instanceof Match.Found found) {
      // What only a prefix took had no door: somebody tries names.
      boolean isRefused = reply.status() >= REFUSED || found.route().endsWith("*");
      used(found.contract(), found.route(), request, isRefused);
    }
    return reply;
  }

  /** A socket was opened. What is said over it is not told apart. */
  void connected(Contract contract, Request request) {
    used(contract, "GET " + request.path() + " (socket)", request, false);
  }

  private void used(Contract contract, String route, Request request, boolean isRefused) {
    String form = contract.tokenForm(request);
    if (form != null) {
      doors.used(contract.name(), route, form, request.origin().agent(), isRefused);
    }
  }

  /** Lets the contract of the path say a refusal of the frame. */
  Reply refuse(Match match, Request request, Refusal refusal) {
    return watched(
        match,
        request,
        () ->
            switch (match) {
              case Match.Found found -> refuse(found.contract(), request, refusal);
              case Match.WrongVerb wrong -> wrongVerb(wrong, request);
              case Match.Unknown unknown -> NOT_FOUND;
            });
  }

  private Reply watched(Match match, Request request, Supplier<Reply> work) {
    String contract =
        switch (match) {
          case Match.Found found -> found.contract().name();
          case Match.WrongVerb wrong -> wrong.contract().name();
          case Match.Unknown unknown -> "none";
        };
    String route =
        switch (match) {
          case Match.Found found -> found.route();
          case Match.WrongVerb wrong -> "(wrong verb)";
          case Match.Unknown unknown -> "(unknown path)";
        };
    long begin = NanoTime.now();
    Reply reply =
        tracing.answer(contract, route, request, () -> CurrentRequest.answer(id(request), work));
    traffic.answered(contract, route, reply.status(), NanoTime.since(begin));
    return reply;
  }

  private Reply found(Match.Found found, Request request) {
    Contract contract = found.contract();
    try {
      Reply reply = found.endpoint().answer(with(found, request));
      return contract.finish(request, reply);
    } catch (BadInput e) {
      return refuse(contract, request, Refusal.of(e.reason(), e.detail()));
    } catch (RuntimeException | Error e) {
      return failed(contract, request, e);
    }
  }

  /** Lets a contract say that something was thrown, and logs what a client cannot mend. */
  Reply failed(Contract contract, Request request, Throwable thrown) {
    if (thrown instanceof StoreUnavailable) {
      String words = "the store does not answer, request " + id(request) + ": ";
      gate.pass(note -> Log.HTTP.log(Level.WARNING, words + thrown.getMessage() + note));
      return refuse(
          contract,
          request,
          new Refusal(
              Reason.STORE_UNAVAILABLE, "the store does not answer", STORE_PAUSE, List.of()));
    }
    logDefect(request, contract, thrown);
    return refuse(
        contract, request, new Refusal(null, "something went wrong here", null, List.of()));
  }

  private static Request with(Match.Found found, Request request) {
    if (found.pathParameters().isEmpty() && request.pathParameters().isEmpty()) {
      return request;
    }
    return new Request(
        request.method(),
        request.path(),
        request.query(),
        request.headers(),
        found.pathParameters(),
        request.body(),
        request.isSecure(),
        request.origin());
  }

  private Reply wrongVerb(Match.WrongVerb wrong, Request request) {
    Contract contract = wrong.contract();
    if (request.method().equals("OPTIONS")) {
      try {
        Optional<Reply> preflight = contract.preflight(request, wrong.allowed());
        if (preflight.isPresent()) {
          return contract.finish(request, preflight.get());
        }
      } catch (RuntimeException | Error e) {
        logDefect(request, contract, e);
        return DEFECT;
      }
    }
    Refusal refusal =
        new Refusal(Reason.WRONG_VERB, "the path does not take this verb", null, wrong.allowed());
    return refuse(contract, request, refusal);
  }

  private Reply refuse(Contract contract, Request request, Refusal refusal) {
    try {
      return contract.finish(request, completed(contract.refuse(request, refusal), refusal));
    } catch (RuntimeException | Error e) {
      logDefect(request, contract, e);
      return DEFECT;
    }
  }

  private static Reply completed(Reply reply, Refusal refusal) {
    int status = reply.status();
    Reply more = reply;
    // RFC 9110, section 15.5.6: a 405 must say what is allowed.
    if (status == 405 && reply.header("Allow").isEmpty()) {
      more = more.with("Allow", String.join(", ", refusal.allowed()));
    }
    Duration pause = refusal.retryAfter();
    boolean isPause = status == 429 || status == 503;
    if (pause != null && isPause && reply.header("Retry-After").isEmpty()) {
      more = more.withRetryAfter(pause);
    }
    return more;
  }

  // Never the request itself: its path, its headers and its body may hold secrets.
  private void logDefect(Request request, Contract contract, Throwable defect) {
    String words = "defect in " + contract.name() + ", request " + id(request);
    gate.pass(note -> Log.HTTP.log(Level.ERROR, words + note, withoutWords(defect)));
  }

  private static String id(Request request) {
    return request.origin().requestId();
  }

  /** Keeps types and places of what was thrown; its messages may quote what was sent. */
  static Throwable withoutWords(Throwable defect) {
    return withoutWords(defect, 0);
  }

  private static Throwable withoutWords(Throwable defect, int depth) {
    Throwable cause = depth < MAX_CAUSES ? defect.getCause() : null;
    Throwable shown =
        new Throwable(
            defect.getClass().getName(), cause == null ? null : withoutWords(cause, depth + 1));
    shown.setStackTrace(defect.getStackTrace());
    return shown;
  }
}
