-- Tables whose rows are numbered by the database, in SQLite's words.
-- AUTOINCREMENT gives no number twice, also not that of a deleted row.

CREATE TABLE accounts (
  id                 INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 100 AND 2147483647),
  realm              TEXT    NOT NULL,
  status             TEXT    NOT NULL CHECK (status IN ('ACTIVE', 'DISABLED')),
  username           TEXT,
  username_canonical TEXT,
  email              TEXT,
  email_canonical    TEXT,
  email_confirmed_at BIGINT,
  telegram           TEXT,
  telegram_canonical TEXT,
  client_id          TEXT,
  full_name          TEXT,
  first_name         TEXT,
  last_name          TEXT,
  description        TEXT,
  location           TEXT,
  avatar             TEXT,
  phone_number       TEXT,
  permissions        TEXT    NOT NULL,
  created_at         BIGINT  NOT NULL,
  updated_at         BIGINT  NOT NULL
);

-- The first account is number 100.
INSERT INTO sqlite_sequence (name, seq) VALUES ('accounts', 99);

CREATE TABLE device_numbers (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  last INTEGER NOT NULL CHECK (last BETWEEN 0 AND 2147483647)
);

INSERT INTO device_numbers (one, last) VALUES (1, 0);

CREATE TABLE events (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  kind       TEXT    NOT NULL,
  account_id INTEGER NOT NULL,
  session_id BIGINT,
  contract   TEXT,
  address    TEXT    NOT NULL,
  agent      TEXT,
  request_id TEXT    NOT NULL,
  created_at BIGINT  NOT NULL
);

CREATE TABLE letters (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  kind          TEXT    NOT NULL,
  account_id    INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  address       TEXT    NOT NULL,
  sealed_secret TEXT,
  place         TEXT    NOT NULL,
  created_at    BIGINT  NOT NULL
);
