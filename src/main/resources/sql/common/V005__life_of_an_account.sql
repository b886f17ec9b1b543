-- A proven address that an account gave up stays reserved while a mailed link can bring it back;
-- null for a name in use.
ALTER TABLE identifiers ADD COLUMN held_until BIGINT;

-- Whether the address had been proven before the secret was mailed to it.
ALTER TABLE challenges ADD COLUMN address_proven INTEGER NOT NULL DEFAULT 0;

-- The devices that an account signed in from, as digests.
CREATE TABLE known_devices (
  account_id    INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  digest        TEXT    NOT NULL,
  first_seen_at BIGINT  NOT NULL,
  last_seen_at  BIGINT  NOT NULL,
  PRIMARY KEY (account_id, digest)
);
