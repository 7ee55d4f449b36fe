-- Passkeys beside one-time codes. The credential's id is drawn by the authenticator; key and state are as the door writes them.
CREATE TABLE passkey (
    credential BYTEA NOT NULL PRIMARY KEY,
    person BYTEA NOT NULL REFERENCES staff (person) ON DELETE CASCADE,
    name TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    state BYTEA NOT NULL
);
CREATE INDEX passkey_person ON passkey (person);

-- What was asked of a passkey, until the answer comes. The owner is a hash over a session, half a one or a link, and the purpose.
CREATE TABLE passkey_challenge (
    owner BYTEA NOT NULL PRIMARY KEY,
    asked BYTEA NOT NULL,
    ends_at BIGINT NOT NULL
);

-- What somebody is told about their second factor, until they say that they know. No row: nothing.
CREATE TABLE factor_notice (
    person BYTEA NOT NULL PRIMARY KEY REFERENCES staff (person) ON DELETE CASCADE,
    wrong BIGINT NOT NULL,
    recovery_spent BIGINT NOT NULL,
    copied BIGINT NOT NULL
);
INSERT INTO factor_notice (person, wrong, recovery_spent, copied)
    SELECT person, wrong, recovery_spent, 0 FROM one_time_code WHERE wrong > 0 OR recovery_spent > 0;
ALTER TABLE one_time_code DROP COLUMN recovery_spent;
