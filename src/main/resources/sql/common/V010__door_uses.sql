-- How much each door of the contracts was used on a day, for whoever wants to close one.
CREATE TABLE door_uses (
  day      BIGINT NOT NULL,
  contract TEXT   NOT NULL,
  route    TEXT   NOT NULL,
  form     TEXT   NOT NULL,
  agent    TEXT   NOT NULL,
  used     BIGINT NOT NULL,
  refused  BIGINT NOT NULL,
  last_at  BIGINT,
  PRIMARY KEY (day, contract, route, form, agent)
);
