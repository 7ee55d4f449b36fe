-- Letters between people of the staff, sealed to whoever receives them, all of one size. Who wrote one stands nowhere.
CREATE TABLE letter (
    letter_id BLOB NOT NULL PRIMARY KEY,
    receiver BLOB NOT NULL REFERENCES staff (person) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    sent_on BIGINT NOT NULL
) WITHOUT ROWID;

CREATE INDEX letter_receiver ON letter (receiver);
