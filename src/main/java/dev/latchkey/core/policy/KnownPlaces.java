package dev.latchkey.core.policy;

import dev.latchkey.kernel.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The port to the networks from which accounts signed in, kept as keyed digests, the newest few of
 * each account.
 */
public interface KnownPlaces {
  /** For how long a network stays known after the last sign-in from it. */
  Duration LIFETIME = Duration.ofDays(90);

  /** How many networks of an account are kept: the newest. */
  int KEPT = 20;

  /** What is noted at most this often for a network that is known already. */
  Duration RENEWAL = Duration.ofDays(1);

  /**
   * Reads when an account last signed in from a network. For nobody it does the same work.
   *
   * @param account whose; null for nobody
   * @param network the digest of the network
   * @return when, to a day; empty if never, or too long ago to be kept
   */
  Optional<Instant> seenAt(@Nullable AccountId account, String network);

  /**
   * Keeps a sign-in, and drops the oldest networks beyond {@link #KEPT}.
   *
   * @param account whose
   * @param network the digest of the network
   * @param at when
   */
  void note(AccountId account, String network, Instant at);

  /**
   * Removes networks that are known no longer.
   *
   * @param before those last seen before this moment
   * @param limit from how many accounts to remove at most
   * @return how many were removed
   */
  int forget(Instant before, int limit);
}
