package dev.latchkey.adapter.limits;

import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.core.policy.Budgets;
import dev.latchkey.core.policy.CallerNetwork;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Time;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Budgets counted in the memory of this process. No caller is exempt, not even one on the same
 * machine. Callers with an IPv6 address share a budget with their whole /64, the smallest network
 * that anybody is given.
 */
public final class BucketBudgets implements Budgets {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Grant GRANTED = new Grant.Granted();
  private static final int SEED_BYTES = 16;

  /** A bucket takes about a hundred bytes, so that each kind stays within a tenth of the heap. */
  private static final int MOST_KEYS =
      Math.clamp(Runtime.getRuntime().maxMemory() / 1024, 1 << 16, 1 << 21);

  private final byte[] seed;
  private final Buckets failures;
  private final Buckets signIns;
  private final Buckets signInsOfClient;
  private final Buckets signUps;
  private final Buckets lettersToName;
  private final Buckets lettersFromAddress;

  /**
   * Fills all budgets.
   *
   * @param settings their sizes
   * @param time the clock
   * @param entropy where chance comes from
   */
  public BucketBudgets(BudgetSettings settings, Time time, Entropy entropy) {
    this(settings, time, entropy, MOST_KEYS);
  }

  BucketBudgets(BudgetSettings settings, Time time, Entropy entropy, int mostKeys) {
    this.seed = entropy.bytes(SEED_BYTES);
    this.failures =
        new Buckets(settings.failuresPerName(), settings.failureWindow(), mostKeys, time);
    this.signIns = new Buckets(settings.signInsPerAddress(), MINUTE, mostKeys, time);
    this.signInsOfClient = new Buckets(settings.signInsPerClient(), MINUTE, mostKeys, time);
    this.signUps = new Buckets(settings.signUpsPerAddress(), MINUTE, mostKeys, time);
    this.lettersToName = new Buckets(settings.lettersPerName(), HOUR, mostKeys, time);
    this.lettersFromAddress = new Buckets(settings.lettersPerAddress(), HOUR, mostKeys, time);
  }

  @Override
  public Grant signIn(String subject, String address, @Nullable String client) {
    if (client == null) {
      return takeBoth(signIns, network(address), failures, key(subject));
    }
    Buckets.Key asking = key(client);
    long lacking = signInsOfClient.take(asking);
    if (lacking > 0) {
      return grant(lacking);
    }
    Grant grant = takeBoth(signIns, network(address), failures, key(subject));
    if (grant instanceof Grant.Spent) {
      signInsOfClient.giveBack(asking);
    }
    return grant;
  }

  @Override
  public void giveBack(String subject) {
    failures.giveBack(key(subject));
  }

  @Override
  public void fill(String subject) {
    failures.fill(key(subject));
  }

  @Override
  public Grant signUp(String address) {
    return grant(signUps.take(network(address)));
  }

  @Override
  public Grant letter(String subject, String address) {
    return takeBoth(lettersFromAddress, network(address), lettersToName, key(subject));
  }

  private static Grant takeBoth(
      Buckets byAddress, Buckets.Key address, Buckets byName, Buckets.Key name) {
    long lacking = byAddress.take(address);
    if (lacking > 0) {
      return grant(lacking);
    }
    lacking = byName.take(name);
    if (lacking > 0) {
      byAddress.giveBack(address);
    }
    return grant(lacking);
  }

  /** In whole seconds, since that is what wires can say. */
  private static Grant grant(long lackingNanos) {
    return lackingNanos == 0
        ? GRANTED
        : new Grant.Spent(Duration.ofSeconds(Math.ceilDiv(lackingNanos, 1_000_000_000L)));
  }

  private Buckets.Key network(String address) {
    return key(CallerNetwork.of(address));
  }

  private Buckets.Key key(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer digest =
        ByteBuffer.wrap(
            Digests.sha256(
                ByteBuffer.allocate(seed.length + utf8.length).put(seed).put(utf8).array()));
    return new Buckets.Key(digest.getLong(), digest.getLong());
  }
}
