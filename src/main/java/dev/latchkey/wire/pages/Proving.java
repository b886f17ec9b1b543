package dev.latchkey.wire.pages;

import dev.latchkey.core.signin.Proven;
import dev.latchkey.core.signin.Reprove;
import dev.latchkey.feature.password.PasswordProofs;
import dev.latchkey.kernel.Password;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;
import java.util.List;
import java.util.function.Function;

/** Asks for the password again before what cannot be taken back. */
final class Proving {
  /** The field of the password. */
  static final String FIELD = "current_password";

  private final Reprove reprove;
  private final PasswordProofs proofs;

  /** Shows the form again. */
  @FunctionalInterface
  interface Refusing {
    Reply show(int status, List<Problem> problems);
  }

  Proving(PagesOperations operations) {
    this.reprove = operations.reprove();
    this.proofs = operations.passwordProofs();
  }

  /**
   * Judges the password, once the rest of the form is fine.
   *
   * @param visit the visit
   * @param check what was found wrong so far
   * @param refusing shows the form again
   * @param then goes on
   * @return the answer
   */
  Reply ask(Visit visit, FormCheck check, Refusing refusing, Function<Proven, Reply> then)
      throws BadInput {
    Password password = check.known(FIELD);
    if (!check.isFine()) {
      return refusing.show(Statuses.UNPROCESSABLE, check.problems());
    }
    return switch (reprove.reprove(
        visit.account(), visit.session(), proofs.proof(password), visit.origin())) {
      case Reprove.Outcome.Done done -> then.apply(done.proven());
      case Reprove.Outcome.Unproven unproven -> {
        check.refuse(FIELD, Text.WRONG_PASSWORD);
        yield refusing.show(Statuses.UNPROCESSABLE, check.problems());
      }
      case Reprove.Outcome.Throttled throttled -> {
        check.throttled(throttled.retryAfter());
        yield refusing
            .show(Statuses.TOO_MANY, check.problems())
            .withRetryAfter(throttled.retryAfter());
      }
      case Reprove.Outcome.Overloaded overloaded -> {
        check.busy();
        yield refusing
            .show(Statuses.UNAVAILABLE, check.problems())
            .withRetryAfter(overloaded.retryAfter());
      }
    };
  }
}
