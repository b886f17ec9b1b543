package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.FoundToken;
import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Locale;

/** Who makes a request, as far as its token says. */
sealed interface Caller {
  /**
   * Somebody who is signed in.
   *
   * @param found the token, its session and its account
   */
  record Known(FoundToken found) implements Caller {
    Account account() {
      return found.account();
    }

    Session session() {
      return found.session();
    }
  }

  /**
   * Nobody that may go on.
   *
   * @param reason why
   */
  record Nobody(Reason reason) implements Caller {}

  /** Names the form in which a token is shown. */
  static String form(Request request) {
    if (!request.headerLines("uprogresstoken").isEmpty()) {
      return "uprogresstoken";
    }
    return request.headerLines("authorization").isEmpty() ? "none" : "Authorization";
  }

  /** Finds out who makes a request. */
  final class Check {
    private static final Nobody WITHOUT_TOKEN = new Nobody(Reason.NO_TOKEN);
    private static final Nobody FORGED = new Nobody(Reason.FORGED_TOKEN);

    private final DeviceTokens tokens;
    private final SessionCheck sessionCheck;

    Check(DeviceTokens tokens, SessionCheck sessionCheck) {
      this.tokens = tokens;
      this.sessionCheck = sessionCheck;
    }

    /** Looks at the signature before it looks anything up. */
    Caller of(Request request) {
      List<String> lines = request.headerLines("uprogresstoken");
      boolean isRaw = !lines.isEmpty();
      if (!isRaw) {
        lines = request.headerLines("authorization");
      }
      if (lines.isEmpty()) {
        return WITHOUT_TOKEN;
      }
      // Two lines may name two sessions, and a proxy may have judged the other one.
      if (lines.size() > 1) {
        return FORGED;
      }
      String shown = isRaw ? lines.getFirst() : withoutScheme(lines.getFirst());
      if (shown.isEmpty()) {
        return WITHOUT_TOKEN;
      }
      String lookup = tokens.lookup(shown);
      return lookup == null ? FORGED : judged(lookup);
    }

    private Caller judged(String lookup) {
      return switch (sessionCheck.check(DeviceTokens.KIND, lookup)) {
        case SessionCheck.Outcome.Live live -> new Known(live.found());
        // The signature was ours, so the session was too: it is gone, not forged.
        case SessionCheck.Outcome.Refused refused ->
            new Nobody(
                refused.reason() == Reason.FORGED_TOKEN ? Reason.ENDED_SESSION : refused.reason());
      };
    }

    private static String withoutScheme(String value) {
      int space = value.indexOf(' ');
      boolean isBearer =
          space > 0 && value.substring(0, space).toLowerCase(Locale.ROOT).equals("bearer");
      return isBearer ? value.substring(space + 1).strip() : value;
    }
  }
}
