-- Failed attempts, counted for each subject: a keyed digest, never a name.
CREATE TABLE lockouts (
  subject      TEXT    NOT NULL PRIMARY KEY,
  failures     INTEGER NOT NULL,
  refused      INTEGER NOT NULL,
  began_at     BIGINT  NOT NULL,
  locked_until BIGINT  NOT NULL,
  told         INTEGER NOT NULL
);

CREATE INDEX lockouts_began ON lockouts (began_at);

-- Networks, as keyed digests, from which accounts signed in.
CREATE TABLE known_places (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  network    TEXT    NOT NULL,
  seen_at    BIGINT  NOT NULL,
  PRIMARY KEY (account_id, network)
);

CREATE INDEX known_places_seen ON known_places (seen_at);

-- Why a password would be refused where weak ones are; null if it would not.
ALTER TABLE passwords ADD COLUMN weakness TEXT;
