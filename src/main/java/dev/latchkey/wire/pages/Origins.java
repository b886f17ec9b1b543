package dev.latchkey.wire.pages;

import dev.latchkey.wire.http.Request;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Knows whether a form was sent by a page of ours: by the {@code Origin} header, which every
 * browser adds to a POST, and by {@code Sec-Fetch-Site} where it is sent. The Host header has no
 * say.
 */
final class Origins {
  private static final Pattern LOOPBACK =
      Pattern.compile("http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]{1,5})?");
  private static final Set<String> LOOPBACK_HOSTS =
      Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final String own;
  private final boolean isLocal;

  /**
   * Makes one.
   *
   * @param publicUrl where people reach the pages
   * @param isLoopback whether the listener can be reached from this machine only; then every name
   *     and port of loopback is ours, unless the public address is another
   */
  Origins(URI publicUrl, boolean isLoopback) {
    this.own = origin(publicUrl);
    this.isLocal = isLoopback && LOOPBACK_HOSTS.contains(String.valueOf(publicUrl.getHost()));
  }

  boolean isOwn(Request request) {
    List<String> lines = request.headerLines("origin");
    if (lines.size() != 1) {
      return false;
    }
    Optional<String> site = request.header("sec-fetch-site");
    if (site.isPresent() && !site.get().equals("same-origin")) {
      return false;
    }
    String shown = lines.getFirst();
    return shown.equals(own) || (isLocal && LOOPBACK.matcher(shown).matches());
  }

  /** Says where forms have to come from. */
  String own() {
    return own;
  }

  private static String origin(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    int port = url.getPort();
    boolean isUsual = port < 0 || port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + host + (isUsual ? "" : ":" + port);
  }
}
