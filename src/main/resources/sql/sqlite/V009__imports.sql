-- Imports of accounts from other systems: how far each has come, and which numbers it set aside.
CREATE TABLE imports (
  id            INTEGER NOT NULL PRIMARY KEY,
  realm         TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  digest        TEXT    NOT NULL,
  file          TEXT    NOT NULL,
  options       TEXT    NOT NULL,
  numbers_after INTEGER NOT NULL,
  numbers_to    INTEGER NOT NULL,
  done          BIGINT  NOT NULL,
  tally         TEXT    NOT NULL,
  reported      BIGINT  NOT NULL,
  report        TEXT    NOT NULL,
  began_at      BIGINT  NOT NULL,
  ended_at      BIGINT
);

CREATE UNIQUE INDEX imports_digest ON imports (realm, source, digest);

-- What other systems called accounts. It outlives them, so that nobody who was deleted comes back by
-- an old export, and no number is given out twice.
CREATE TABLE imported_accounts (
  realm      TEXT    NOT NULL,
  source     TEXT    NOT NULL,
  old_id     TEXT    NOT NULL,
  account_id INTEGER NOT NULL,
  import_id  INTEGER NOT NULL,
  entry      BIGINT  NOT NULL,
  PRIMARY KEY (realm, source, old_id)
) WITHOUT ROWID;

CREATE INDEX imported_accounts_account ON imported_accounts (account_id);
