-- How many readers have left a case since its keys were made. Their keys still open it, so nothing is written until they are replaced.
ALTER TABLE keyring ADD COLUMN left_since BIGINT NOT NULL DEFAULT 0;
