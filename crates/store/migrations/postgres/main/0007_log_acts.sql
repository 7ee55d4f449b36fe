-- What the staff did to the place, until the tick with room for it; then under its number, with what opens its leaf.
CREATE TABLE waiting_act (
    act BYTEA NOT NULL PRIMARY KEY,
    day BIGINT NOT NULL,
    deed TEXT NOT NULL
);

CREATE TABLE log_act (
    seq BIGINT NOT NULL PRIMARY KEY,
    act BYTEA NOT NULL UNIQUE,
    person BYTEA,
    tick BIGINT NOT NULL,
    blinding BYTEA NOT NULL,
    record TEXT NOT NULL
);
CREATE INDEX log_act_person ON log_act (person, seq);

-- The tick at which a list's leaf stands in the log. Lists from before have none until the next tick.
ALTER TABLE roster ADD COLUMN tick BIGINT;
