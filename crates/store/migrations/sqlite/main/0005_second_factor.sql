-- One-time codes. The seed is wrapped under a storage key of its own, bound to this table, the person and the column.
CREATE TABLE one_time_code (
    person BLOB NOT NULL PRIMARY KEY REFERENCES staff (person) ON DELETE CASCADE,
    storage_key BLOB NOT NULL,
    seed BLOB NOT NULL,
    last_step BIGINT NOT NULL,
    wrong BIGINT NOT NULL,
    wait_until BIGINT NOT NULL,
    recovery_spent BIGINT NOT NULL
) WITHOUT ROWID;

-- Seeds that were shown, until a code of them is typed. The owner is the hash of an enrolment's token, or a person.
CREATE TABLE offered_seed (
    owner BLOB NOT NULL PRIMARY KEY,
    storage_key BLOB NOT NULL,
    seed BLOB NOT NULL,
    ends_at BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE recovery_code (
    person BLOB NOT NULL REFERENCES staff (person) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    PRIMARY KEY (person, hash)
) WITHOUT ROWID;

-- Between passphrase and second factor. In a table of its own: nothing that looks for a session can take one of these for it.
CREATE TABLE half_session (
    half BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL REFERENCES staff (person) ON DELETE CASCADE,
    ends_at BIGINT NOT NULL
) WITHOUT ROWID;

ALTER TABLE staff_session ADD COLUMN recent_until BIGINT NOT NULL DEFAULT 0;
