-- Whom the list in force still names, and whose keys nobody uses any more: taken out, or enrolling anew. What reporters still seal to
-- them is ended when it comes out. A row goes with the first tick after a newer list has come into force.
CREATE TABLE departed (
    person BLOB NOT NULL PRIMARY KEY,
    list_version BIGINT NOT NULL
) WITHOUT ROWID;

-- One of two people has agreed that somebody who lost their keys enrols anew.
CREATE TABLE renewal (
    person BLOB NOT NULL PRIMARY KEY REFERENCES staff (person) ON DELETE CASCADE,
    asked_by BLOB NOT NULL REFERENCES staff (person) ON DELETE CASCADE,
    until_day BIGINT NOT NULL
) WITHOUT ROWID;

-- That staff were told of this place: on which day, and how.
CREATE TABLE announcement (
    announcement_id BLOB NOT NULL PRIMARY KEY,
    told_on BIGINT NOT NULL,
    how TEXT NOT NULL
) WITHOUT ROWID;
