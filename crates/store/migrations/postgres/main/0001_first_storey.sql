-- Ids are random bytes, days are integers since 1970-01-01, sealed bytes are wrapped once more (docs/protocol.md 11).
-- PostgreSQL keeps rows in the order they came: what reporters caused is written anew, shuffled, at each tick. docs/metadata.md gives each
-- column its reason.

-- The same in the main database and in the folder: what belongs together is told from what was mixed up.
CREATE TABLE house (
    pair BYTEA NOT NULL PRIMARY KEY
);

CREATE TABLE roster (
    hash BYTEA NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL UNIQUE,
    note TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL
);

CREATE TABLE questionnaire (
    hash BYTEA NOT NULL PRIMARY KEY,
    json TEXT NOT NULL
);

CREATE TABLE invitation (
    token BYTEA NOT NULL PRIMARY KEY,
    person BYTEA NOT NULL UNIQUE,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    handler_groups TEXT NOT NULL,
    until_day BIGINT NOT NULL
);

CREATE TABLE staff (
    person BYTEA NOT NULL PRIMARY KEY,
    sign_in_name TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    handler_groups TEXT NOT NULL,
    login BYTEA NOT NULL,
    recipient TEXT NOT NULL,
    signing BYTEA NOT NULL,
    secrets BYTEA NOT NULL,
    enrolled_on BIGINT NOT NULL
);

CREATE TABLE staff_session (
    session BYTEA NOT NULL PRIMARY KEY,
    person BYTEA NOT NULL REFERENCES staff (person) ON DELETE CASCADE,
    ends_at BIGINT NOT NULL,
    idle_ends_at BIGINT NOT NULL
);

-- Attachments, whole or on their way: one file, its chunks as blobs.
CREATE TABLE file (
    file_id BYTEA NOT NULL PRIMARY KEY,
    storage_key BYTEA NOT NULL,
    bytes BIGINT NOT NULL
);

CREATE TABLE chunk (
    file_id BYTEA NOT NULL REFERENCES file (file_id) ON DELETE CASCADE,
    n BIGINT NOT NULL,
    object_id BYTEA NOT NULL UNIQUE,
    PRIMARY KEY (file_id, n)
);

CREATE TABLE upload (
    file_id BYTEA NOT NULL PRIMARY KEY REFERENCES file (file_id) ON DELETE CASCADE,
    submission BYTEA,
    person BYTEA,
    case_id BYTEA,
    touched_hour BIGINT NOT NULL
);

-- What reporters caused since the last tick. Nothing of it is seen by the staff's queries.
CREATE TABLE waiting_case (
    case_id BYTEA NOT NULL PRIMARY KEY,
    mailbox BYTEA NOT NULL UNIQUE,
    storage_key BYTEA NOT NULL,
    keyring_object BYTEA NOT NULL,
    keyring BYTEA NOT NULL
);

CREATE TABLE waiting_reader (
    case_id BYTEA NOT NULL REFERENCES waiting_case (case_id) ON DELETE CASCADE,
    person BYTEA NOT NULL,
    asleep BOOLEAN NOT NULL,
    PRIMARY KEY (case_id, person)
);

CREATE TABLE waiting_item (
    case_id BYTEA NOT NULL,
    item_id BYTEA NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (case_id, item_id)
);

CREATE TABLE waiting_attachment (
    file_id BYTEA NOT NULL PRIMARY KEY REFERENCES file (file_id),
    case_id BYTEA NOT NULL,
    sha256 BYTEA NOT NULL
);
CREATE INDEX waiting_attachment_case ON waiting_attachment (case_id);

CREATE TABLE waiting_state (
    case_id BYTEA NOT NULL PRIMARY KEY,
    object_id BYTEA NOT NULL,
    sealed BYTEA NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE submission (
    submission BYTEA NOT NULL PRIMARY KEY,
    mailbox BYTEA NOT NULL,
    leaf BYTEA,
    tick BIGINT,
    joined BOOLEAN NOT NULL,
    waiting BOOLEAN NOT NULL,
    kept_until BIGINT NOT NULL
);

-- Cases that have come out.
CREATE TABLE case_file (
    case_id BYTEA NOT NULL PRIMARY KEY,
    storage_key BYTEA NOT NULL,
    received_on BIGINT NOT NULL,
    ack_due BIGINT NOT NULL,
    feedback_due BIGINT NOT NULL,
    acknowledged_on BIGINT,
    closed_on BIGINT,
    items BIGINT NOT NULL
);

CREATE TABLE keyring (
    case_id BYTEA NOT NULL PRIMARY KEY REFERENCES case_file (case_id) ON DELETE CASCADE,
    object_id BYTEA NOT NULL,
    version BIGINT NOT NULL,
    sealed BYTEA NOT NULL
);

CREATE TABLE case_reader (
    person BYTEA NOT NULL,
    case_id BYTEA NOT NULL REFERENCES case_file (case_id) ON DELETE CASCADE,
    asleep BOOLEAN NOT NULL,
    PRIMARY KEY (person, case_id)
);
CREATE INDEX case_reader_case ON case_reader (case_id);

CREATE TABLE item (
    case_id BYTEA NOT NULL REFERENCES case_file (case_id) ON DELETE CASCADE,
    item_id BYTEA NOT NULL,
    audience TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (case_id, item_id)
);

CREATE TABLE attachment (
    file_id BYTEA NOT NULL PRIMARY KEY REFERENCES file (file_id),
    case_id BYTEA NOT NULL REFERENCES case_file (case_id) ON DELETE CASCADE,
    audience TEXT NOT NULL,
    sha256 BYTEA NOT NULL
);
CREATE INDEX attachment_case ON attachment (case_id);

CREATE TABLE mailbox (
    mailbox BYTEA NOT NULL PRIMARY KEY,
    case_id BYTEA NOT NULL UNIQUE REFERENCES case_file (case_id) ON DELETE CASCADE,
    object_id BYTEA NOT NULL,
    sealed BYTEA NOT NULL,
    version BIGINT NOT NULL
);

-- The log.
CREATE TABLE log_leaf (
    tick BIGINT NOT NULL,
    leaf BYTEA NOT NULL,
    PRIMARY KEY (tick, leaf)
);

CREATE TABLE log_tick (
    tick BIGINT NOT NULL PRIMARY KEY,
    public_leaf BYTEA NOT NULL,
    checkpoint TEXT NOT NULL,
    inner_leaves BYTEA NOT NULL
);
