package dev.latchkey.wire.inbox;

import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Judges whether a request comes straight from a program on this machine. A page of the wide web
 * can point a name of its own at 127.0.0.1, but cannot keep its name out of the Host header.
 */
final class Locals {
  private static final Pattern HOST =
      Pattern.compile("(localhost|127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|\\[::1\\])(:[0-9]+)?");
  private static final Pattern PEER = Pattern.compile("127\\.[0-9.]+|::1|0:0:0:0:0:0:0:1");
  private static final List<String> PROXY_MARKS =
      List.of(
          "forwarded",
          "via",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto",
          "x-forwarded-server",
          "x-real-ip",
          "x-client-ip",
          "cf-connecting-ip",
          "true-client-ip");

  private Locals() {}

  static boolean isLocal(Request request) {
    List<String> hosts = request.headerLines("host");
    boolean isNamed =
        hosts.size() == 1
            && HOST.matcher(hosts.getFirst().strip().toLowerCase(Locale.ROOT)).matches();
    boolean isPassedOn = PROXY_MARKS.stream().anyMatch(one -> !request.headerLines(one).isEmpty());
    return isNamed
        && !isPassedOn
        && !isElsewhere(request)
        && PEER.matcher(request.origin().address()).matches();
  }

  /** A page of another site may link here, and may not embed or fetch. */
  private static boolean isElsewhere(Request request) {
    boolean isCross = request.header("sec-fetch-site").filter("cross-site"::equals).isPresent();
    boolean isVisit = request.header("sec-fetch-mode").filter("navigate"::equals).isPresent();
    return isCross && !isVisit;
  }
}
