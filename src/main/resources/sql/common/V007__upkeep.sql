-- Which node does the work that one node at a time does.
CREATE TABLE leases (
  name       TEXT   NOT NULL PRIMARY KEY,
  holder     TEXT   NOT NULL,
  held_until BIGINT NOT NULL
);

-- When a replaced token can be shown to no purpose any more: at the last moment of its session.
-- Null for the current token, and in a session that has no last moment.
ALTER TABLE tokens ADD COLUMN outlived_at BIGINT;

UPDATE tokens
SET outlived_at = (SELECT s.expires_at FROM sessions s WHERE s.id = tokens.session_id)
WHERE superseded_at IS NOT NULL;

CREATE INDEX tokens_outlived ON tokens (outlived_at) WHERE outlived_at IS NOT NULL;

-- What is over, oldest first.
CREATE INDEX sessions_ended ON sessions (ended_at) WHERE ended_at IS NOT NULL;

CREATE INDEX sessions_expiring ON sessions (expires_at) WHERE expires_at IS NOT NULL;

CREATE INDEX sessions_idle ON sessions ((last_seen_at + idle_lifetime))
  WHERE idle_lifetime IS NOT NULL;

CREATE INDEX challenges_expiring ON challenges (expires_at);

CREATE INDEX events_created ON events (created_at);

CREATE INDEX identifiers_held ON identifiers (held_until) WHERE held_until IS NOT NULL;
