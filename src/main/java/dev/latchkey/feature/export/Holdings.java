package dev.latchkey.feature.export;

import dev.latchkey.kernel.AccountId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The port to everything that the store holds about an account, for handing it to its owner. What
 * could be used to sign in never passes: no hash, no digest of a token, no secret of a link.
 */
@FunctionalInterface
public interface Holdings {
  /** So many rows of one part are handed out at most, the newest ones. */
  int MOST_ROWS = 10_000;

  /**
   * Reads all parts at one moment.
   *
   * @param account whose
   * @return the parts by name; moments are {@link java.time.Instant}s
   */
  Map<String, List<Map<String, @Nullable Object>>> of(AccountId account);
}
