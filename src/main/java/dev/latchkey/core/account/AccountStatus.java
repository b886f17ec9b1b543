package dev.latchkey.core.account;

/** Whether an account may sign in. A deleted account has no row, and so no status. */
public enum AccountStatus {
  /** It may. */
  ACTIVE,
  /** It may not, and it has no live session. */
  DISABLED
}
