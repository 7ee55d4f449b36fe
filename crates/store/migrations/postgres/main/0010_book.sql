-- What a person keeps for themselves about their cases, sealed to their own keys; wrapped under a storage key that is drawn anew at each
-- writing, so that no older copy of the database shows what an erased case was called. It goes with the account.
CREATE TABLE book (
    person BYTEA NOT NULL PRIMARY KEY REFERENCES staff (person) ON DELETE CASCADE,
    storage_key BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    sealed BYTEA NOT NULL
);
