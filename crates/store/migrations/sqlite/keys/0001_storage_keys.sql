-- Storage keys, apart from everything else, so that erasing one reaches every copy of the rest.
CREATE TABLE storage_key (
    key_id BLOB NOT NULL PRIMARY KEY,
    secret BLOB NOT NULL
) WITHOUT ROWID;

-- The same in the main database and in the folder: what belongs together is told from what was mixed up.
CREATE TABLE house (
    pair BLOB NOT NULL PRIMARY KEY
) WITHOUT ROWID;
