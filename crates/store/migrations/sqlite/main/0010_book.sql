-- What a person keeps for themselves about their cases, sealed to their own keys; wrapped under a storage key that is drawn anew at each
-- writing, so that no older copy of the database shows what an erased case was called. It goes with the account.
CREATE TABLE book (
    person BLOB NOT NULL PRIMARY KEY REFERENCES staff (person) ON DELETE CASCADE,
    storage_key BLOB NOT NULL,
    hash BLOB NOT NULL,
    sealed BLOB NOT NULL
) WITHOUT ROWID;
