-- Several may agree that somebody enrols anew, until two of them suffice; each can take it back.
ALTER TABLE renewal RENAME TO renewal_before;
CREATE TABLE renewal (
    person BYTEA NOT NULL REFERENCES staff (person) ON DELETE CASCADE,
    asked_by BYTEA NOT NULL REFERENCES staff (person) ON DELETE CASCADE,
    until_day BIGINT NOT NULL,
    PRIMARY KEY (person, asked_by)
);
INSERT INTO renewal (person, asked_by, until_day) SELECT person, asked_by, until_day FROM renewal_before;
DROP TABLE renewal_before;
