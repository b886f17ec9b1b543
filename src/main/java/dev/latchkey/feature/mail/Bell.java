package dev.latchkey.feature.mail;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells whoever sends letters that there is one, so that it need not wait for its next round. */
public final class Bell {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * Listens.
   *
   * @param listener is called at each ring, on the thread of a request; must return at once
   */
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /** Rings. */
  void ring() {
    listeners.forEach(Runnable::run);
  }
}
