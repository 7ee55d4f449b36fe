-- Ids are random bytes, days are integers since 1970-01-01, sealed bytes are wrapped once more (docs/protocol.md 11).
-- Tables have no hidden row numbers, so that the order in which rows came is not kept. docs/metadata.md gives each column its reason.

-- The same in the main database and in the folder: what belongs together is told from what was mixed up.
CREATE TABLE house (
    pair BLOB NOT NULL PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE roster (
    hash BLOB NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL UNIQUE,
    note TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE questionnaire (
    hash BLOB NOT NULL PRIMARY KEY,
    json TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE invitation (
    token BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    handler_groups TEXT NOT NULL,
    until_day BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE staff (
    person BLOB NOT NULL PRIMARY KEY,
    sign_in_name TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    handler_groups TEXT NOT NULL,
    login BLOB NOT NULL,
    recipient TEXT NOT NULL,
    signing BLOB NOT NULL,
    secrets BLOB NOT NULL,
    enrolled_on BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE staff_session (
    session BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL REFERENCES staff (person) ON DELETE CASCADE,
    ends_at BIGINT NOT NULL,
    idle_ends_at BIGINT NOT NULL
) WITHOUT ROWID;

-- Attachments, whole or on their way: one file, its chunks as blobs.
CREATE TABLE file (
    file_id BLOB NOT NULL PRIMARY KEY,
    storage_key BLOB NOT NULL,
    bytes BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE chunk (
    file_id BLOB NOT NULL REFERENCES file (file_id) ON DELETE CASCADE,
    n BIGINT NOT NULL,
    object_id BLOB NOT NULL UNIQUE,
    PRIMARY KEY (file_id, n)
) WITHOUT ROWID;

CREATE TABLE upload (
    file_id BLOB NOT NULL PRIMARY KEY REFERENCES file (file_id) ON DELETE CASCADE,
    submission BLOB,
    person BLOB,
    case_id BLOB,
    touched_hour BIGINT NOT NULL
) WITHOUT ROWID;

-- What reporters caused since the last tick. Nothing of it is seen by the staff's queries.
CREATE TABLE waiting_case (
    case_id BLOB NOT NULL PRIMARY KEY,
    mailbox BLOB NOT NULL UNIQUE,
    storage_key BLOB NOT NULL,
    keyring_object BLOB NOT NULL,
    keyring BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE waiting_reader (
    case_id BLOB NOT NULL REFERENCES waiting_case (case_id) ON DELETE CASCADE,
    person BLOB NOT NULL,
    asleep BOOLEAN NOT NULL,
    PRIMARY KEY (case_id, person)
) WITHOUT ROWID;

CREATE TABLE waiting_item (
    case_id BLOB NOT NULL,
    item_id BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (case_id, item_id)
) WITHOUT ROWID;

CREATE TABLE waiting_attachment (
    file_id BLOB NOT NULL PRIMARY KEY REFERENCES file (file_id),
    case_id BLOB NOT NULL,
    sha256 BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX waiting_attachment_case ON waiting_attachment (case_id);

CREATE TABLE waiting_state (
    case_id BLOB NOT NULL PRIMARY KEY,
    object_id BLOB NOT NULL,
    sealed BLOB NOT NULL,
    version BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE submission (
    submission BLOB NOT NULL PRIMARY KEY,
    mailbox BLOB NOT NULL,
    leaf BLOB,
    tick BIGINT,
    joined BOOLEAN NOT NULL,
    waiting BOOLEAN NOT NULL,
    kept_until BIGINT NOT NULL
) WITHOUT ROWID;

-- Cases that have come out.
CREATE TABLE case_file (
    case_id BLOB NOT NULL PRIMARY KEY,
    storage_key BLOB NOT NULL,
    received_on BIGINT NOT NULL,
    ack_due BIGINT NOT NULL,
    feedback_due BIGINT NOT NULL,
    acknowledged_on BIGINT,
    closed_on BIGINT,
    items BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE keyring (
    case_id BLOB NOT NULL PRIMARY KEY REFERENCES case_file (case_id) ON DELETE CASCADE,
    object_id BLOB NOT NULL,
    version BIGINT NOT NULL,
    sealed BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE case_reader (
    person BLOB NOT NULL,
    case_id BLOB NOT NULL REFERENCES case_file (case_id) ON DELETE CASCADE,
    asleep BOOLEAN NOT NULL,
    PRIMARY KEY (person, case_id)
) WITHOUT ROWID;
CREATE INDEX case_reader_case ON case_reader (case_id);

CREATE TABLE item (
    case_id BLOB NOT NULL REFERENCES case_file (case_id) ON DELETE CASCADE,
    item_id BLOB NOT NULL,
    audience TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (case_id, item_id)
) WITHOUT ROWID;

CREATE TABLE attachment (
    file_id BLOB NOT NULL PRIMARY KEY REFERENCES file (file_id),
    case_id BLOB NOT NULL REFERENCES case_file (case_id) ON DELETE CASCADE,
    audience TEXT NOT NULL,
    sha256 BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX attachment_case ON attachment (case_id);

CREATE TABLE mailbox (
    mailbox BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL UNIQUE REFERENCES case_file (case_id) ON DELETE CASCADE,
    object_id BLOB NOT NULL,
    sealed BLOB NOT NULL,
    version BIGINT NOT NULL
) WITHOUT ROWID;

-- The log.
CREATE TABLE log_leaf (
    tick BIGINT NOT NULL,
    leaf BLOB NOT NULL,
    PRIMARY KEY (tick, leaf)
) WITHOUT ROWID;

CREATE TABLE log_tick (
    tick BIGINT NOT NULL PRIMARY KEY,
    public_leaf BLOB NOT NULL,
    checkpoint TEXT NOT NULL,
    inner_leaves BLOB NOT NULL
) WITHOUT ROWID;
