-- Keyrings that were replaced: one that opens for nobody, put in place by mistake or on purpose, must not cost the case.
CREATE TABLE keyring_before (
    case_id BLOB NOT NULL REFERENCES case_file (case_id) ON DELETE CASCADE,
    version BIGINT NOT NULL,
    object_id BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (case_id, version)
) WITHOUT ROWID;
