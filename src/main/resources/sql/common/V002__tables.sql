-- Tables and indexes that every database reads alike. Moments and durations are milliseconds.

CREATE INDEX accounts_realm ON accounts (realm, id);

CREATE INDEX events_account ON events (account_id, id);

CREATE INDEX letters_account ON letters (account_id);

-- A name belongs to one account of its realm, whatever it is used as.
CREATE TABLE identifiers (
  realm      TEXT    NOT NULL,
  namespace  TEXT    NOT NULL,
  canonical  TEXT    NOT NULL,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  PRIMARY KEY (realm, namespace, canonical)
);

CREATE INDEX identifiers_account ON identifiers (account_id);

CREATE TABLE passwords (
  account_id INTEGER NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  hash       TEXT    NOT NULL,
  changed_at BIGINT  NOT NULL
);

CREATE TABLE clients (
  id            TEXT   NOT NULL PRIMARY KEY,
  realm         TEXT   NOT NULL,
  name          TEXT   NOT NULL,
  secret_lookup TEXT,
  created_at    BIGINT NOT NULL
);

CREATE TABLE sessions (
  id               BIGINT  NOT NULL PRIMARY KEY,
  account_id       INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  contract         TEXT    NOT NULL,
  client_id        TEXT,
  plan_key         TEXT,
  device_number    INTEGER UNIQUE,
  provider         TEXT,
  platform         TEXT,
  platform_version TEXT,
  app_name         TEXT,
  app_version      TEXT,
  push_token       TEXT,
  address          TEXT    NOT NULL,
  agent            TEXT,
  created_at       BIGINT  NOT NULL,
  signed_in_at     BIGINT  NOT NULL,
  last_seen_at     BIGINT  NOT NULL,
  idle_lifetime    BIGINT,
  expires_at       BIGINT,
  ended_at         BIGINT
);

CREATE INDEX sessions_account ON sessions (account_id);

CREATE INDEX sessions_client ON sessions (client_id) WHERE client_id IS NOT NULL;

-- A plan key stands for one session at a time.
CREATE UNIQUE INDEX sessions_plan ON sessions (account_id, contract, plan_key)
  WHERE ended_at IS NULL AND plan_key IS NOT NULL;

-- The feed of endings outlives the sessions and accounts it tells of.
CREATE TABLE session_endings (
  session_id BIGINT  NOT NULL PRIMARY KEY,
  account_id INTEGER NOT NULL,
  ended_at   BIGINT  NOT NULL
);

CREATE INDEX session_endings_ended ON session_endings (ended_at, session_id);

CREATE TABLE tokens (
  kind          TEXT   NOT NULL,
  lookup        TEXT   NOT NULL,
  session_id    BIGINT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  sealed        TEXT,
  issued_at     BIGINT NOT NULL,
  expires_at    BIGINT,
  superseded_at BIGINT,
  PRIMARY KEY (kind, lookup)
);

CREATE INDEX tokens_session ON tokens (session_id);

-- A session has one current token of a kind.
CREATE UNIQUE INDEX tokens_current ON tokens (session_id, kind) WHERE superseded_at IS NULL;

CREATE TABLE challenges (
  id         BIGINT  NOT NULL PRIMARY KEY,
  purpose    TEXT    NOT NULL,
  lookup     TEXT    NOT NULL,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  address    TEXT    NOT NULL,
  created_at BIGINT  NOT NULL,
  expires_at BIGINT  NOT NULL,
  used_at    BIGINT
);

CREATE INDEX challenges_account ON challenges (account_id, purpose);

CREATE TABLE signing_keys (
  purpose    TEXT    NOT NULL,
  position   INTEGER NOT NULL,
  sealed_key TEXT    NOT NULL,
  created_at BIGINT  NOT NULL,
  PRIMARY KEY (purpose, position)
);
