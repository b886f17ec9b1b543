-- Letters become a queue: what they tell, when each may be tried, and what became of it.
ALTER TABLE letters ADD COLUMN language TEXT;
ALTER TABLE letters ADD COLUMN facts TEXT NOT NULL DEFAULT '';
ALTER TABLE letters ADD COLUMN expires_at BIGINT;
ALTER TABLE letters ADD COLUMN status TEXT NOT NULL DEFAULT 'WAITING'
  CHECK (status IN ('WAITING', 'SENT', 'DROPPED', 'GIVEN_UP'));
-- When it may be tried next. Whoever takes it moves this on, which keeps others away meanwhile.
ALTER TABLE letters ADD COLUMN next_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE letters ADD COLUMN holder TEXT;
ALTER TABLE letters ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
-- Attempts that may have delivered it: none, or one that is going on or was never heard of again.
ALTER TABLE letters ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE letters ADD COLUMN problem TEXT;
ALTER TABLE letters ADD COLUMN settled_at BIGINT;

-- The links of letters from before lived for an hour.
UPDATE letters SET expires_at = created_at + 3600000 WHERE sealed_secret IS NOT NULL;

UPDATE letters SET next_at = created_at;

CREATE INDEX letters_waiting ON letters (next_at, id) WHERE status = 'WAITING';

CREATE INDEX letters_settled ON letters (settled_at) WHERE settled_at IS NOT NULL;

CREATE INDEX letters_expiring ON letters (expires_at) WHERE sealed_secret IS NOT NULL;
