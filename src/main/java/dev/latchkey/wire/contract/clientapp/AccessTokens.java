package dev.latchkey.wire.contract.clientapp;

import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the access token of a request: {@code Authorization} with the scheme {@code OAuth} or
 * {@code Bearer}, else the parameter {@code oauth_token} where the settings allow it.
 */
final class AccessTokens {
  private static final String PARAMETER = "oauth_token";

  private final boolean tokenParameter;

  AccessTokens(ClientAppSettings settings) {
    this.tokenParameter = settings.tokenParameter();
  }

  /** Finds what was shown; refuses a token that is shown twice (RFC 6750, section 2). */
  Optional<String> find(Request request) throws BadInput {
    Optional<String> inHeader = request.soleHeader("authorization").flatMap(AccessTokens::token);
    if (!tokenParameter) {
      Fields.refuseInQuery(request, List.of(PARAMETER, "access_token"));
      return inHeader;
    }
    Fields query = request.query() == null ? Fields.NONE : Fields.ofQuery(request);
    Optional<String> inQuery = query.text(PARAMETER).filter(text -> !text.isEmpty());
    if (inHeader.isPresent() && inQuery.isPresent()) {
      throw new BadInput(Reason.MALFORMED_BODY, "The access token stands twice");
    }
    return inHeader.or(() -> inQuery);
  }

  /** Names the form in which a token is shown. */
  static String form(Request request) {
    List<String> lines = request.headerLines("authorization");
    if (lines.isEmpty()) {
      String query = request.query();
      return query != null && query.contains(PARAMETER + "=") ? "query " + PARAMETER : "none";
    }
    String header = lines.getFirst();
    if (header.regionMatches(true, 0, "oauth ", 0, "oauth ".length())) {
      return "OAuth";
    }
    return header.regionMatches(true, 0, "bearer ", 0, "bearer ".length())
        ? "Bearer"
        : "Authorization, another";
  }

  private static Optional<String> token(String header) {
    int space = header.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    String scheme = header.substring(0, space).toLowerCase(Locale.ROOT);
    return scheme.equals("oauth") || scheme.equals("bearer")
        ? Optional.of(header.substring(space + 1).strip())
        : Optional.empty();
  }
}
