package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.List;

/**
 * Answers preflights (Fetch standard, section 3.3): any origin, any header, and never credentials.
 * Tokens travel in a header that only a script with the token can set, so an open door gives
 * nothing away.
 */
final class CrossOrigin {
  private static final int MAX_LENGTH = 1000;
  private static final List<Reply.Header> HEADERS =
      List.of(
          new Reply.Header("Access-Control-Allow-Origin", "*"),
          new Reply.Header(
              "Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS"),
          new Reply.Header("Access-Control-Max-Age", "7200"),
          new Reply.Header("Vary", "Access-Control-Request-Headers"));

  private CrossOrigin() {}

  static Reply preflight(Request request) {
    Reply reply = new Reply(DeviceSessionsErrors.OK, HEADERS, new byte[0]);
    // Echoed, since a star would leave Authorization out.
    String wanted = request.header("access-control-request-headers").orElse("");
    return isListOfNames(wanted) ? reply.with("Access-Control-Allow-Headers", wanted) : reply;
  }

  private static boolean isListOfNames(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "-_, ".indexOf(c) >= 0);
  }
}
