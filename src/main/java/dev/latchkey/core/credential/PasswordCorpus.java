package dev.latchkey.core.credential;

import dev.latchkey.kernel.Password;

/** The port to a set of passwords that nobody should use. A look-up asks no network. */
@FunctionalInterface
public interface PasswordCorpus {
  /** Holds nothing. */
  PasswordCorpus EMPTY = password -> false;

  /**
   * Says whether a password is in the set.
   *
   * @param password the password
   * @return true if it is; with a small probability, which the set documents, also if it is not
   */
  boolean contains(Password password);
}
