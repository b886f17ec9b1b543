package dev.latchkey.core.token;

import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.token.ListKeys.ListedKey;
import dev.latchkey.core.token.StoredKeys.StoredKey;
import dev.latchkey.kernel.ConcurrentChange;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces the keys that sign tokens. A rotation signs nobody out: an older key goes on verifying
 * for as long as a live session may have a token under it. Only a rotation that is told to sign out
 * ends sessions.
 */
public final class RotateKeys {
  /** Whoever shows rubbish has each of them tried, so they must not become many. */
  public static final int MOST = 16;

  private static final int BATCH = 500;

  private final StoredKeys keys;
  private final MakeKey makeKey;
  private final ListKeys listKeys;
  private final Sessions sessions;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param keys stored keys
   * @param makeKey makes keys
   * @param listKeys lists them
   * @param sessions stored sessions
   * @param transactions the store's transactions
   * @param time the clock
   */
  public RotateKeys(
      StoredKeys keys,
      MakeKey makeKey,
      ListKeys listKeys,
      Sessions sessions,
      Transactions transactions,
      Time time) {
    this.keys = keys;
    this.makeKey = makeKey;
    this.listKeys = listKeys;
    this.sessions = sessions;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Adds a key to each of some contracts, or to none of them, and removes those that nothing live
   * can depend on. Of many rotations at once one adds keys, the others meet one that is under way.
   *
   * @param contracts whose
   * @return what came of it
   */
  public Outcome rotate(List<String> contracts) {
    // Sessions opened before a moment in the past only become fewer: no need to count within.
    Map<String, List<ListedKey>> listed = new LinkedHashMap<>();
    contracts.forEach(contract -> listed.put(contract, listKeys.list(contract)));
    return transactions.call(
        () -> {
          // Read once: a second read may see a rotation that the first did not, and follow it.
          Map<StoredKey, Integer> newest = new LinkedHashMap<>();
          for (Map.Entry<String, List<ListedKey>> one : listed.entrySet()) {
            List<StoredKey> stored = keys.of(one.getKey());
            Optional<Outcome> obstacle = obstacle(stored, one.getValue());
            if (obstacle.isPresent()) {
              return obstacle.get();
            }
            newest.put(stored.getFirst(), oldestToKeep(one.getValue()));
          }
          List<Rotated> done = new ArrayList<>();
          newest.forEach((key, oldest) -> done.add(addAfter(key, oldest)));
          return new Outcome.Done(done);
        });
  }

  private Optional<Outcome> obstacle(List<StoredKey> stored, List<ListedKey> listed) {
    StoredKey newest = stored.getFirst();
    // A key without others signs from its first moment on.
    if (stored.size() > 1 && newest.signsFrom().isAfter(time.now())) {
      return Optional.of(new Outcome.UnderWay(newest));
    }
    int oldest = oldestToKeep(listed);
    long kept = stored.stream().filter(key -> key.position() >= oldest).count();
    return kept < MOST
        ? Optional.empty()
        : Optional.of(new Outcome.Full(stored.getLast(), listed.getLast().sessions()));
  }

  private Rotated addAfter(StoredKey newest, int oldest) {
    String contract = newest.purpose();
    StoredKey added = makeKey.make(contract, newest.position() + 1);
    if (!keys.insert(added)) {
      throw new ConcurrentChange("somebody else rotates the keys of " + contract);
    }
    return new Rotated(added, keys.remove(contract, Math.min(oldest, added.position())), 0);
  }

  /** Names the position below which no key can have made a token that is still good. */
  private int oldestToKeep(List<ListedKey> listed) {
    Instant now = time.now();
    int oldest = listed.getFirst().key().position();
    for (int i = 1; i < listed.size(); i++) {
      boolean mayStillSign = now.isBefore(ListKeys.lastUse(listed.get(i - 1).key()));
      if (mayStillSign || listed.get(i).sessions() > 0) {
        oldest = listed.get(i).key().position();
      }
    }
    return oldest;
  }

  /**
   * Adds a key that signs at once, removes all others, and ends every session of the contract: for
   * when somebody else may hold a key. Cut short, it can be repeated. Other processes go on with
   * the removed keys until they read the keys again.
   *
   * @param contract whose
   * @return what was done
   */
  public Rotated signOut(String contract) {
    Rotated done =
        transactions.call(() -> addAfter(keys.of(contract).getFirst(), Integer.MAX_VALUE));
    long ended = 0;
    Instant began = done.key().createdAt();
    int some;
    do {
      some = sessions.endSomeOf(contract, BATCH, time.now());
      ended += some;
      // A batch is smaller, too, if somebody else ended one of its sessions at the same moment.
    } while (some == BATCH || isAnyLeft(contract, began));
    return new Rotated(done.key(), done.removed(), ended);
  }

  private boolean isAnyLeft(String contract, Instant began) {
    return sessions.countLive(contract, began.plusMillis(1), time.now()) > 0;
  }

  /** What comes of a rotation. */
  public sealed interface Outcome {
    /**
     * There are new keys, which sign after their announcement.
     *
     * @param contracts one for each contract
     */
    record Done(List<Rotated> contracts) implements Outcome {}

    /**
     * The newest key of a contract does not sign yet; nothing was changed.
     *
     * @param key that key
     */
    record UnderWay(StoredKey key) implements Outcome {}

    /**
     * A contract has as many keys as it may have, and the oldest is still needed; nothing was
     * changed.
     *
     * @param oldest the oldest key
     * @param sessions how many live sessions may have a token under it
     */
    record Full(StoredKey oldest, long sessions) implements Outcome {}
  }

  /**
   * What was done for one contract.
   *
   * @param key the new key
   * @param removed how many keys were removed
   * @param ended how many sessions were ended
   */
  public record Rotated(StoredKey key, int removed, long ended) {}
}
