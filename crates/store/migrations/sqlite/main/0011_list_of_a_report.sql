-- By which list of readers a waiting report was sealed: whoever lost their keys since, or is not here any more, cannot open it.
-- What waits already may be of any list: 0 is older than all.
ALTER TABLE waiting_case ADD COLUMN list_version BIGINT NOT NULL DEFAULT 0;
