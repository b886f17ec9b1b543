package dev.latchkey.adapter.traces;

import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.credential.PasswordHasher;
import dev.latchkey.core.credential.PlaceInLine;
import dev.latchkey.kernel.Password;
import org.jspecify.annotations.Nullable;

/** Slow hashing, each with a span: the wait for a thread, and the hash. */
final class TracedHasher implements PasswordHasher {
  // One name for all: whether there was an account must not show.
  private static final String SPAN = "hash password";

  private final PasswordHasher hasher;
  private final Traces traces;

  TracedHasher(PasswordHasher hasher, Traces traces) {
    this.hasher = hasher;
    this.traces = traces;
  }

  @Override
  public String hash(Password password) throws HasherBusy {
    return traces.part(SPAN, () -> hasher.hash(password));
  }

  @Override
  public boolean verify(Password password, String encoded) throws HasherBusy {
    return traces.part(SPAN, () -> hasher.verify(password, encoded));
  }

  @Override
  public boolean judge(Password password, @Nullable String encoded) throws HasherBusy {
    return traces.part(SPAN, () -> hasher.judge(password, encoded));
  }

  @Override
  public void decoy(Password password) throws HasherBusy {
    traces.part(
        SPAN,
        () -> {
          hasher.decoy(password);
          return true;
        });
  }

  @Override
  public PlaceInLine takePlace() throws HasherBusy {
    return hasher.takePlace();
  }

  @Override
  public boolean isOutdated(String encoded) {
    return hasher.isOutdated(encoded);
  }

  @Override
  public boolean isReadable(String encoded) {
    return hasher.isReadable(encoded);
  }
}
