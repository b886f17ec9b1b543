package dev.latchkey.core.token;

import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.token.StoredKeys.StoredKey;
import dev.latchkey.kernel.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lists the keys that sign tokens, and what hangs on each. */
public final class ListKeys {
  private final StoredKeys keys;
  private final Sessions sessions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param keys stored keys
   * @param sessions stored sessions
   * @param time the clock
   */
  public ListKeys(StoredKeys keys, Sessions sessions, Time time) {
    this.keys = keys;
    this.sessions = sessions;
    this.time = time;
  }

  /**
   * Lists the keys of a contract. It counts sessions, so it takes its time in a large store.
   *
   * @param contract the contract
   * @return its keys, newest first
   */
  public List<ListedKey> list(String contract) {
    Instant now = time.now();
    List<StoredKey> stored = keys.of(contract);
    List<ListedKey> listed = new ArrayList<>();
    StoredKey newer = null;
    boolean isSignerFound = false;
    for (int i = 0; i < stored.size(); i++) {
      StoredKey key = stored.get(i);
      boolean isAnnounced = i == stored.size() - 1 || !key.signsFrom().isAfter(now);
      State state = isSignerFound ? State.VERIFIES : isAnnounced ? State.SIGNS : State.ANNOUNCED;
      isSignerFound |= isAnnounced;
      long depending =
          state == State.ANNOUNCED
              ? 0
              : sessions.countLive(contract, newer == null ? now : lastUse(newer), now);
      listed.add(new ListedKey(key, state, depending));
      newer = key;
    }
    return List.copyOf(listed);
  }

  /**
   * Says from when on no process signs with the key before this one, even if its clock is slow by
   * as much as an announcement takes.
   */
  static Instant lastUse(StoredKey next) {
    return next.signsFrom().plus(StoredKeys.ANNOUNCEMENT);
  }

  /** What a key is used for. */
  public enum State {
    /** It does not sign yet. */
    ANNOUNCED,
    /** It signs. */
    SIGNS,
    /** A newer one signs; what it signed is still taken. */
    VERIFIES
  }

  /**
   * A key and what hangs on it.
   *
   * @param key the key
   * @param state what it is used for
   * @param sessions how many live sessions may have a token under it: those that were opened before
   *     the next key had certainly taken over
   */
  public record ListedKey(StoredKey key, State state, long sessions) {}
}
