package dev.latchkey.adapter.sql;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The transaction that a piece of work runs in. Used by one thread at a time. */
final class OpenTransaction {
  private final Handle handle;
  private final List<Runnable> effects = new ArrayList<>();
  private boolean isGivenUp;

  OpenTransaction(Handle handle) {
    this.handle = handle;
  }

  /** Gives the connection. */
  Handle handle() {
    return handle;
  }

  /** Keeps an effect until the commit. */
  void afterCommit(Runnable effect) {
    effects.add(effect);
  }

  /** Lists the effects in the order in which they were kept. */
  List<Runnable> effects() {
    return effects;
  }

  /** Says that what was done is only half of something, so that it must never be committed. */
  void giveUp() {
    isGivenUp = true;
  }

  /** Says whether it must not be committed. */
  boolean isGivenUp() {
    return isGivenUp;
  }
}
