-- Storage keys, apart from everything else, so that erasing one reaches every copy of the rest.
CREATE TABLE storage_key (
    key_id BYTEA NOT NULL PRIMARY KEY,
    secret BYTEA NOT NULL
);

-- The same in the main database and in the folder: what belongs together is told from what was mixed up.
CREATE TABLE house (
    pair BYTEA NOT NULL PRIMARY KEY
);
