package dev.latchkey.boot;

import dev.latchkey.adapter.cache.CachedLookups;
import dev.latchkey.adapter.crypto.Argon2Hasher;
import dev.latchkey.adapter.metrics.Meters;
import dev.latchkey.adapter.sql.Database;
import dev.latchkey.adapter.sql.EndedFeed;
import dev.latchkey.feature.upkeep.RunChores;

/**
 * The figures of the rooms, named and explained.
 *
 * @param hasher hashes passwords
 * @param lookups remembers session checks
 * @param feed the feed of ended sessions
 * @param database the store
 * @param chores what removes what is over
 * @param letters how many letters wait
 */
record Figures(
    Argon2Hasher hasher,
    CachedLookups lookups,
    EndedFeed feed,
    Database database,
    RunChores chores,
    WaitingLetters letters) {

  /** Adds them. */
  void fill(Meters meters) {
    meters.gauge("latchkey.hash.waiting", "Passwords that wait to be hashed", hasher::waiting);
    meters.gauge("latchkey.hash.working", "Threads that hash right now", hasher::working);
    meters.gauge("latchkey.hash.bound", "How many may wait at most", hasher::longestQueue);
    meters.counter("latchkey.hash.done", "Passwords that were hashed", hasher::hashed);
    meters.counter("latchkey.hash.refused", "Callers that were turned away", hasher::turnedAway);
    meters.counter("latchkey.check.hits", "Session checks from memory", lookups::hits);
    meters.counter("latchkey.check.misses", "Session checks that asked the store", lookups::misses);
    meters.counter("latchkey.check.reads", "Reads of sessions from the store", lookups::reads);
    meters.gauge(
        "latchkey.feed.silence.seconds",
        "Time since the feed of ended sessions was read",
        () -> feed.silence().toNanos() / 1e9);
    meters.gauge("latchkey.letters.waiting", "Letters that wait to be sent", letters::count);
    meters.gauge(
        "latchkey.letters.oldest.seconds",
        "For how long the oldest of them has waited",
        letters::oldestSeconds);
    for (String chore : chores.names()) {
      meters.counter(
          "latchkey.upkeep.removed." + chore,
          "Old " + chore + " that this node removed or emptied",
          () -> chores.removed(chore));
    }
    fillStore(meters);
  }

  private void fillStore(Meters meters) {
    meters.counter(
        "latchkey.database.repeats",
        "Transactions done again after a concurrent change",
        database::repeats);
    meters.counter(
        "latchkey.database.conflicts",
        "Transactions given up after too many concurrent changes",
        database::gaveUp);
    if (database.poolUse().isPresent()) {
      meters.gauge("latchkey.database.connections", "Open connections", () -> pool().open());
      meters.gauge("latchkey.database.busy", "Connections in use", () -> pool().inUse());
      meters.gauge(
          "latchkey.database.waiting", "Callers that wait for one", () -> pool().waiting());
    }
    if (database.writerUse().isPresent()) {
      meters.gauge(
          "latchkey.writer.waiting", "Transactions that wait to write", () -> writer().waiting());
      meters.counter("latchkey.writer.commits", "Commits to the disk", () -> writer().commits());
      meters.counter(
          "latchkey.writer.transactions", "Transactions in them", () -> writer().committed());
    }
  }

  private Database.PoolUse pool() {
    return database.poolUse().orElseThrow();
  }

  private Database.WriterUse writer() {
    return database.writerUse().orElseThrow();
  }
}
