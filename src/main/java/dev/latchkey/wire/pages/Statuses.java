package dev.latchkey.wire.pages;

import dev.latchkey.kernel.Reason;
import org.jspecify.annotations.Nullable;

/** The only status numbers of the pages. */
final class Statuses {
  static final int OK = 200;
  static final int SEE_OTHER = 303;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int GONE = 410;

  /** A form that was read and cannot be granted: a wrong password, a field to mend. */
  static final int UNPROCESSABLE = 422;

  static final int TOO_MANY = 429;
  static final int UNAVAILABLE = 503;

  private Statuses() {}

  static int of(@Nullable Reason reason) {
    return switch (reason) {
      case null -> 500;
      case MALFORMED_BODY, WRONG_TYPE, INVALID_FIELD -> 400;
      case BAD_CREDENTIALS, TAKEN -> UNPROCESSABLE;
      case NO_TOKEN,
          FORGED_TOKEN,
          EXPIRED_TOKEN,
          ENDED_SESSION,
          DISABLED_ACCOUNT,
          DELETED_ACCOUNT ->
          FORBIDDEN;
      case WRONG_VERB -> 405;
      case TOO_LARGE -> 413;
      case UNSUPPORTED_MEDIA -> 415;
      case THROTTLED -> TOO_MANY;
      case OVERLOADED, STORE_UNAVAILABLE -> UNAVAILABLE;
    };
  }

  /** The heading of a refusal. */
  static Text heading(int status) {
    return switch (status) {
      case NOT_FOUND -> Text.REFUSED_NOT_FOUND;
      case FORBIDDEN -> Text.REFUSED_FORM;
      case 500, UNAVAILABLE, TOO_MANY -> Text.REFUSED_DOWN;
      default -> Text.REFUSED_INPUT;
    };
  }

  /** What to do about it. */
  static Text words(int status) {
    return switch (status) {
      case NOT_FOUND -> Text.REFUSED_NOT_FOUND_WORDS;
      case FORBIDDEN -> Text.REFUSED_FORM_WORDS;
      case 500, UNAVAILABLE, TOO_MANY -> Text.REFUSED_DOWN_WORDS;
      default -> Text.REFUSED_INPUT_WORDS;
    };
  }
}
