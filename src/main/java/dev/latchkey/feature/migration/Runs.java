package dev.latchkey.feature.migration;

import dev.latchkey.feature.migration.Run.Numbers;
import dev.latchkey.kernel.RealmName;
import java.util.Optional;

/** The port to the record of imports. */
public interface Runs {
  /**
   * Finds the import of a file.
   *
   * @param realm where its accounts go
   * @param source what the old system is called
   * @param digest the digest of the file
   * @return the import, as far as it has come
   */
  Optional<Run> find(RealmName realm, String source, String digest);

  /**
   * Finds an import that stopped half-way.
   *
   * @param realm where its accounts go
   * @param source what the old system is called
   * @param file the name of its file
   * @return the import
   */
  Optional<Run> unfinished(RealmName realm, String source, String file);

  /**
   * Keeps a new import.
   *
   * @param run the import, whose number is not looked at
   * @return the import with its number
   */
  Run add(Run run);

  /**
   * Notes how far an import has come, in the transaction that settled the entries.
   *
   * @param before how far it had come
   * @param now how far it has come
   * @return false, with nothing changed, if somebody else went on with it meanwhile
   */
  boolean note(Run before, Run now);

  /**
   * Forgets that an import stopped half-way, since it will not go on.
   *
   * @param run the import
   */
  void giveUp(Run run);

  /**
   * Reads the last account number that was given out.
   *
   * @return the number, or the one before the first
   */
  int lastNumber();

  /**
   * Sets account numbers aside: all others that are given out from now on are larger, also by
   * transactions that run at the same time.
   *
   * @param upTo the largest number to set aside
   * @return which were set aside; none if the last number is not below
   */
  Numbers setAside(int upTo);
}
