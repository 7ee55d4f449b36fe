-- Letters between people of the staff, sealed to whoever receives them, all of one size. Who wrote one stands nowhere.
CREATE TABLE letter (
    letter_id BYTEA NOT NULL PRIMARY KEY,
    receiver BYTEA NOT NULL REFERENCES staff (person) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    sent_on BIGINT NOT NULL
);

CREATE INDEX letter_receiver ON letter (receiver);
