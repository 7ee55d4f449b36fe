-- What the staff did to the place, until the tick with room for it; then under its number, with what opens its leaf.
CREATE TABLE waiting_act (
    act BLOB NOT NULL PRIMARY KEY,
    day BIGINT NOT NULL,
    deed TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE log_act (
    seq BIGINT NOT NULL PRIMARY KEY,
    act BLOB NOT NULL UNIQUE,
    person BLOB,
    tick BIGINT NOT NULL,
    blinding BLOB NOT NULL,
    record TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX log_act_person ON log_act (person, seq);

-- The tick at which a list's leaf stands in the log. Lists from before have none until the next tick.
ALTER TABLE roster ADD COLUMN tick BIGINT;
