package dev.latchkey.adapter.sql;

/** What a database means when it refuses. */
enum Failure {
  /** Another transaction was in the way; the same work may succeed at once. */
  CONFLICT,
  /** The database cannot do it now: locked for too long, disk full, read-only, connection lost. */
  UNAVAILABLE,
  /** The work itself is wrong. */
  DEFECT
}
