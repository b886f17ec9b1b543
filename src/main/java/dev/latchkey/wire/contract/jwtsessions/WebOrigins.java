package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides which web pages may call (the CORS protocol of the Fetch standard): exact origins with
 * credentials. A call that a browser sends for a page of any other site is refused before it has an
 * effect, so that no strange page can sign anybody in or up. Clients that are no browsers send no
 * origin and are not concerned.
 */
final class WebOrigins {
  private static final Pattern LOOPBACK =
      Pattern.compile("https?://(localhost|127\\.0\\.0\\.1)(:[0-9]{1,5})?");
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
  private static final String HEADERS =
      "Accept, Authorization, Content-Type, X-CSRF-Token, X-Refresh-Token, X-Requested-With, "
          + SessionReplies.DELIVERY_HEADER;
  private static final String EXPOSED =
      "Retry-After, X-Request-Id, "
          + SessionReplies.ACCESS_HEADER
          + ", "
          + SessionReplies.REFRESH_HEADER;

  private final Set<String> allowed;
  private final boolean isLoopbackAllowed;

  WebOrigins(List<String> allowed, boolean isLoopbackAllowed) {
    this.allowed = Set.copyOf(allowed);
    this.isLoopbackAllowed = isLoopbackAllowed;
  }

  /** Answers a preflight; that of a page that may not call with a refusal. */
  Optional<Reply> preflight(Request request) {
    if (request.headerLines("origin").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        allowedOrigin(request).isEmpty()
            ? JwtSessionsErrors.forbidden()
            : Reply.empty(JwtSessionsErrors.NO_CONTENT)
                .with("Access-Control-Allow-Methods", METHODS)
                .with("Access-Control-Allow-Headers", HEADERS)
                .with("Access-Control-Max-Age", "600"));
  }

  /** Lets the page read the answer, if it may. */
  Reply shared(Request request, Reply reply) {
    Reply varied = reply.with("Vary", "Origin");
    Optional<String> origin = allowedOrigin(request);
    return origin.isEmpty()
        ? varied
        : varied
            .with("Access-Control-Allow-Origin", origin.get())
            .with("Access-Control-Allow-Credentials", "true")
            .with("Access-Control-Expose-Headers", EXPOSED);
  }

  /** Keeps strange pages away from an endpoint. */
  Endpoint guarded(Endpoint endpoint) {
    return request -> isStrange(request) ? JwtSessionsErrors.forbidden() : endpoint.answer(request);
  }

  private boolean isStrange(Request request) {
    if (allowedOrigin(request).isPresent()) {
      return false;
    }
    Optional<String> site = request.header("sec-fetch-site");
    if (request.headerLines("origin").isEmpty()) {
      return site.filter("cross-site"::equals).isPresent();
    }
    return site.isPresent() ? !site.get().equals("same-origin") : !isOwn(request);
  }

  private Optional<String> allowedOrigin(Request request) {
    List<String> lines = request.headerLines("origin");
    return lines.size() == 1 && isAllowed(lines.getFirst())
        ? Optional.of(lines.getFirst())
        : Optional.empty();
  }

  private boolean isAllowed(String origin) {
    return allowed.contains(origin) || (isLoopbackAllowed && LOOPBACK.matcher(origin).matches());
  }

  /** Without Fetch metadata, a page of this very host is known by its Host header. */
  private static boolean isOwn(Request request) {
    List<String> lines = request.headerLines("origin");
    Optional<String> host = request.header("host");
    return lines.size() == 1
        && host.isPresent()
        && (lines.getFirst().equals("https://" + host.get())
            || lines.getFirst().equals("http://" + host.get()));
  }
}
