-- Whom the list in force still names, and whose keys nobody uses any more: taken out, or enrolling anew. What reporters still seal to
-- them is ended when it comes out. A row goes with the first tick after a newer list has come into force.
CREATE TABLE departed (
    person BYTEA NOT NULL PRIMARY KEY,
    list_version BIGINT NOT NULL
);

-- One of two people has agreed that somebody who lost their keys enrols anew.
CREATE TABLE renewal (
    person BYTEA NOT NULL PRIMARY KEY REFERENCES staff (person) ON DELETE CASCADE,
    asked_by BYTEA NOT NULL REFERENCES staff (person) ON DELETE CASCADE,
    until_day BIGINT NOT NULL
);

-- That staff were told of this place: on which day, and how.
CREATE TABLE announcement (
    announcement_id BYTEA NOT NULL PRIMARY KEY,
    told_on BIGINT NOT NULL,
    how TEXT NOT NULL
);
