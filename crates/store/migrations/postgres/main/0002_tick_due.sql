-- When the last tick was due by the schedule: one row. A tick that was missed is known by it.
CREATE TABLE tick_due (
    due BIGINT NOT NULL PRIMARY KEY
);
