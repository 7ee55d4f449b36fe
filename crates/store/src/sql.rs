//! Every statement there is, valid in SQLite and PostgreSQL alike; a test prepares each on both migrated schemas.
//!
//! Staff's statements never name a `waiting_` table, and each joins `case_reader`: who is no member finds nothing.

macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)+) => {
        $($(#[$doc])* pub(crate) const $name: &str = $text;)+

        /// Name and text of every statement on the main database or on the one of the storage keys.
        pub const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}

mod entering;
pub use entering::{passkeys, second_factor, sessions};

/// The storage keys' own database.
pub mod keys {
    statements! {
        PUT = "INSERT INTO storage_key (key_id, secret) VALUES ($1, $2)";
        GET = "SELECT secret FROM storage_key WHERE key_id = $1";
        ERASE = "DELETE FROM storage_key WHERE key_id = $1";
        LIST = "SELECT key_id FROM storage_key";
        PAIR = "SELECT pair FROM house";
        PUT_PAIR = "INSERT INTO house (pair) VALUES ($1)";
    }
}

/// Rosters and questionnaires, and which databases belong together.
pub mod documents {
    statements! {
        PAIR = "SELECT pair FROM house";
        PUT_PAIR = "INSERT INTO house (pair) VALUES ($1)";
        PUT_ROSTER = "INSERT INTO roster (hash, version, note, valid_from, valid_until, tick) VALUES ($1, $2, $3, $4, $5, $6)";
        HAS_KEYS = "SELECT COUNT(*) FROM staff WHERE person = $1 AND recipient = $2 AND signing = $3";
        ROSTER_IN_FORCE = "SELECT hash, note, version, valid_from, valid_until FROM roster ORDER BY version DESC LIMIT 1";
        ROSTER = "SELECT hash, note, version, valid_from, valid_until FROM roster WHERE hash = $1";
        PUT_QUESTIONNAIRE = "INSERT INTO questionnaire (hash, json) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        QUESTIONNAIRE = "SELECT json FROM questionnaire WHERE hash = $1";
    }
}

/// Staff and invitations.
pub mod staff {
    statements! {
        INVITE = "INSERT INTO invitation (token, person, name, roles, handler_groups, until_day) VALUES ($1, $2, $3, $4, $5, $6)";
        INVITATION = "SELECT token, person, name, roles, handler_groups, until_day FROM invitation WHERE token = $1 AND until_day >= $2";
        INVITATIONS = "SELECT token, person, name, roles, handler_groups, until_day FROM invitation WHERE until_day >= $1 ORDER BY person";
        WITHDRAW_INVITATION = "DELETE FROM invitation WHERE person = $1";
        USE_INVITATION = "DELETE FROM invitation WHERE token = $1";
        DROP_OLD_INVITATIONS = "DELETE FROM invitation WHERE until_day < $1";
        ENROL = "INSERT INTO staff (person, sign_in_name, name, roles, handler_groups, login, recipient, signing, secrets, enrolled_on) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        HAS_ENROLLED = "SELECT COUNT(*) FROM staff WHERE person = $1";
        LOGIN = "SELECT person, login FROM staff WHERE sign_in_name = $1";
        EVERYBODY = "SELECT person, sign_in_name, name, roles, handler_groups, login, recipient, signing, secrets, enrolled_on \
                     FROM staff ORDER BY person";
    }
}

/// What people keep for themselves.
pub mod books {
    statements! {
        BOOK = "SELECT storage_key, hash, sealed FROM book WHERE person = $1";
        HELD = "SELECT storage_key, hash FROM book WHERE person = $1";
        PUT = "INSERT INTO book (person, storage_key, hash, sealed) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
        REPLACE = "UPDATE book SET storage_key = $2, hash = $3, sealed = $4 WHERE person = $1 AND hash = $5";
        KEYS = "SELECT storage_key FROM book";
    }
}

/// When staff were told of this place.
pub mod announcements {
    statements! {
        PUT = "INSERT INTO announcement (announcement_id, told_on, how) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        ALL_TOLD = "SELECT told_on, how FROM announcement ORDER BY told_on DESC, how";
    }
}

/// Letters between people of the staff. Who wrote one stands nowhere.
pub mod letters {
    statements! {
        ROLES = "SELECT roles FROM staff WHERE person = $1";
        COUNT = "SELECT COUNT(*) FROM letter WHERE receiver = $1";
        PUT = "INSERT INTO letter (letter_id, receiver, sealed, sent_on) VALUES ($1, $2, $3, $4)";
        OWN = "SELECT letter_id, sealed FROM letter WHERE receiver = $1 ORDER BY letter_id";
        DROP = "DELETE FROM letter WHERE letter_id = $1 AND receiver = $2";
        DROP_OLD = "DELETE FROM letter WHERE sent_on <= $1";
    }
}

/// People who go, and people who lost their keys.
pub mod departures {
    statements! {
        ENROLLED = "SELECT name, roles, handler_groups FROM staff WHERE person = $1";
        ROLES_OF_OTHERS = "SELECT roles FROM staff WHERE person <> $1";
        FORGET = "DELETE FROM departed WHERE person = $1";
        DEPART = "INSERT INTO departed (person, list_version) VALUES ($1, (SELECT COALESCE(MAX(version), 0) FROM roster))";
        DEPARTED = "SELECT COUNT(*) FROM departed WHERE person = $1";
        CLOSE_SESSIONS = "DELETE FROM staff_session WHERE person = $1";
        DROP_ACCOUNT = "DELETE FROM staff WHERE person = $1";
        COUNT_LEAVER = "UPDATE keyring SET left_since = left_since + 1 \
                        WHERE case_id IN (SELECT r.case_id FROM case_reader r WHERE r.person = $1)";
        /// Where nobody else is awake, whoever stands in.
        WAKE_BESIDE = "UPDATE case_reader SET asleep = FALSE WHERE asleep AND person <> $1 \
                       AND case_id IN (SELECT r.case_id FROM case_reader r WHERE r.person = $1) \
                       AND NOT EXISTS (SELECT 1 FROM case_reader o WHERE o.case_id = case_reader.case_id AND NOT o.asleep \
                       AND o.person <> $1)";
        END_MEMBERSHIPS = "DELETE FROM case_reader WHERE person = $1";
        /// Whether what was sealed by this list was sealed to keys that are gone.
        DEPARTED_SINCE = "SELECT COUNT(*) FROM departed WHERE person = $1 AND list_version >= $2";
        LEFT_BEFORE = "UPDATE keyring SET left_since = $2 WHERE case_id = $1";
        WAKE = "UPDATE case_reader SET asleep = FALSE WHERE case_id = $1";
        /// Who departed before the list in force, and to whom nothing waits that was sealed before.
        FORGET_ALL = "DELETE FROM departed WHERE list_version < (SELECT COALESCE(MAX(version), 0) FROM roster) \
                      AND NOT EXISTS (SELECT 1 FROM waiting_reader r JOIN waiting_case w ON w.case_id = r.case_id \
                      WHERE r.person = departed.person AND w.list_version <= departed.list_version)";
        APPROVERS = "SELECT r.asked_by, s.roles FROM renewal r JOIN staff s ON s.person = r.asked_by \
                     WHERE r.person = $1 AND r.until_day >= $2 ORDER BY r.asked_by";
        RENEWALS = "SELECT person, asked_by, until_day FROM renewal WHERE until_day >= $1 ORDER BY person, asked_by";
        PUT_RENEWAL = "INSERT INTO renewal (person, asked_by, until_day) VALUES ($1, $2, $3)";
        DROP_RENEWAL = "DELETE FROM renewal WHERE person = $1 AND asked_by = $2";
        DROP_OLD_RENEWALS = "DELETE FROM renewal WHERE until_day < $1";
    }
}

/// Files, their chunks, and uploads on their way.
pub mod uploads {
    statements! {
        PUT_FILE = "INSERT INTO file (file_id, storage_key, bytes) VALUES ($1, $2, $3)";
        DROP_FILE = "DELETE FROM file WHERE file_id = $1";
        FILE_KEYS = "SELECT storage_key FROM file";
        PUT_CHUNK = "INSERT INTO chunk (file_id, n, object_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        CHUNK = "SELECT object_id FROM chunk WHERE file_id = $1 AND n = $2";
        CHUNKS = "SELECT n, object_id FROM chunk WHERE file_id = $1 ORDER BY n";
        ALL_CHUNKS = "SELECT object_id FROM chunk";
        OPEN = "INSERT INTO upload (file_id, submission, person, case_id, touched_hour) VALUES ($1, $2, $3, $4, $5)";
        TOUCH = "UPDATE upload SET touched_hour = $2 WHERE file_id = $1";
        CLOSE = "DELETE FROM upload WHERE file_id = $1";
        REPORTERS_UPLOAD = "SELECT f.storage_key, f.bytes FROM upload u JOIN file f ON f.file_id = u.file_id \
                            WHERE u.file_id = $1 AND u.person IS NULL";
        CASE_UPLOAD = "SELECT f.storage_key, f.bytes FROM upload u JOIN file f ON f.file_id = u.file_id \
                       JOIN case_reader r ON r.person = u.person AND r.case_id = u.case_id \
                       WHERE u.file_id = $1 AND u.person = $2 AND u.case_id = $3 AND NOT r.asleep";
        NAMED_BY_REPORTER = "SELECT f.bytes, (SELECT COUNT(*) FROM chunk c WHERE c.file_id = f.file_id) \
                             FROM upload u JOIN file f ON f.file_id = u.file_id WHERE u.file_id = $1 AND u.submission = $2";
        NAMED_BY_STAFF = "SELECT f.bytes, (SELECT COUNT(*) FROM chunk c WHERE c.file_id = f.file_id) \
                          FROM upload u JOIN file f ON f.file_id = u.file_id WHERE u.file_id = $1 AND u.person = $2 AND u.case_id = $3";
        UNFINISHED = "SELECT CAST(COALESCE(SUM(CASE WHEN s.n > 0 THEN s.n ELSE 1 END), 0) AS BIGINT) FROM (SELECT (SELECT COUNT(*) \
                      FROM chunk c WHERE c.file_id = u.file_id) AS n FROM upload u WHERE u.person IS NULL) s";
        FIRST_TO_GO = "SELECT s.file_id, f.storage_key, s.n FROM (SELECT u.file_id AS file_id, u.touched_hour AS touched_hour, \
                       (SELECT COUNT(*) FROM chunk c WHERE c.file_id = u.file_id) AS n FROM upload u \
                       WHERE u.person IS NULL AND u.file_id <> $1) s JOIN file f ON f.file_id = s.file_id \
                       ORDER BY CASE WHEN s.n > 0 THEN 1 ELSE 0 END, s.touched_hour, s.file_id LIMIT 1";
        STALE = "SELECT f.file_id, f.storage_key FROM upload u JOIN file f ON f.file_id = u.file_id WHERE u.touched_hour < $1";
    }
}

/// What reporters send and read.
pub mod filing {
    statements! {
        SUBMISSION = "SELECT mailbox, leaf, tick, joined FROM submission WHERE submission = $1";
        KEEP_SUBMISSION = "INSERT INTO submission (submission, mailbox, leaf, tick, joined, waiting, kept_until) \
                           VALUES ($1, $2, $3, $4, $5, $6, $7)";
        PLACE = "SELECT case_id, storage_key FROM waiting_case WHERE mailbox = $1 \
                 UNION ALL SELECT m.case_id, c.storage_key FROM mailbox m JOIN case_file c ON c.case_id = m.case_id WHERE m.mailbox = $1";
        CASE_TAKEN = "SELECT (SELECT COUNT(*) FROM waiting_case w WHERE w.case_id = $1) + (SELECT COUNT(*) FROM case_file c WHERE c.case_id = $1)";
        LIST_IN_FORCE = "SELECT version FROM roster WHERE hash = $1 AND version = (SELECT MAX(version) FROM roster)";
        PUT_CASE = "INSERT INTO waiting_case (case_id, mailbox, storage_key, keyring_object, keyring, list_version) \
                    VALUES ($1, $2, $3, $4, $5, $6)";
        PUT_READER = "INSERT INTO waiting_reader (case_id, person, asleep) VALUES ($1, $2, $3)";
        PUT_ITEM = "INSERT INTO waiting_item (case_id, item_id, sealed) VALUES ($1, $2, $3)";
        PUT_ATTACHMENT = "INSERT INTO waiting_attachment (file_id, case_id, sha256) VALUES ($1, $2, $3)";
        PUT_STATE = "INSERT INTO waiting_state (case_id, object_id, sealed, version) VALUES ($1, $2, $3, $4)";
        DROP_STATE = "DELETE FROM waiting_state WHERE case_id = $1";
        STATE_VERSION = "SELECT version FROM waiting_state WHERE case_id = $1 \
                         UNION ALL SELECT version FROM mailbox WHERE case_id = $1 ORDER BY version DESC LIMIT 1";
        LATEST_LEAVES = "SELECT tick, COUNT(*) FROM log_leaf WHERE tick = (SELECT MAX(l.tick) FROM log_leaf l) GROUP BY tick";
        PUT_LEAF = "INSERT INTO log_leaf (tick, leaf) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        MARKS = "SELECT ack_due, acknowledged_on FROM case_file WHERE case_id = $1";
        STATE = "SELECT object_id, sealed, version FROM waiting_state WHERE case_id = $1 \
                 UNION ALL SELECT object_id, sealed, version FROM mailbox WHERE case_id = $1 ORDER BY version DESC LIMIT 1";
        LENGTHS = "SELECT item_id, CAST(LENGTH(sealed) AS BIGINT) FROM item WHERE case_id = $1 AND audience = 'conversation' \
                   UNION ALL SELECT item_id, CAST(LENGTH(sealed) AS BIGINT) FROM waiting_item WHERE case_id = $1 ORDER BY item_id";
        SOME_ITEMS = "SELECT item_id, sealed FROM item WHERE case_id = $1 AND audience = 'conversation' AND item_id BETWEEN $2 AND $3 \
                      UNION ALL SELECT item_id, sealed FROM waiting_item WHERE case_id = $1 AND item_id BETWEEN $2 AND $3 ORDER BY item_id";
        ATTACHMENTS = "SELECT a.file_id AS file_id, a.sha256, f.bytes FROM attachment a JOIN file f ON f.file_id = a.file_id \
                       WHERE a.case_id = $1 AND a.audience = 'conversation' \
                       UNION ALL SELECT w.file_id AS file_id, w.sha256, f.bytes FROM waiting_attachment w \
                       JOIN file f ON f.file_id = w.file_id WHERE w.case_id = $1 ORDER BY file_id";
        CHUNK = "SELECT f.storage_key, c.object_id FROM mailbox m JOIN attachment a ON a.case_id = m.case_id AND a.audience = 'conversation' \
                 JOIN file f ON f.file_id = a.file_id JOIN chunk c ON c.file_id = f.file_id \
                 WHERE m.mailbox = $1 AND a.file_id = $2 AND c.n = $3 \
                 UNION ALL SELECT f.storage_key, c.object_id FROM waiting_attachment w JOIN file f ON f.file_id = w.file_id \
                 JOIN chunk c ON c.file_id = f.file_id WHERE w.file_id = $2 AND c.n = $3 AND w.case_id IN \
                 (SELECT p.case_id FROM waiting_case p WHERE p.mailbox = $1 UNION ALL SELECT q.case_id FROM mailbox q WHERE q.mailbox = $1)";
    }
}

/// What members read and write.
pub mod cases {
    statements! {
        STANDING = "SELECT asleep FROM case_reader WHERE person = $1 AND case_id = $2";
        LIST = "SELECT c.case_id, c.received_on, c.ack_due, c.feedback_due, c.acknowledged_on, c.closed_on, k.version, c.items \
                FROM case_reader r JOIN case_file c ON c.case_id = r.case_id JOIN keyring k ON k.case_id = c.case_id \
                WHERE r.person = $1 AND r.case_id > $2 AND NOT r.asleep ORDER BY r.case_id LIMIT $3";
        CASE = "SELECT c.case_id, c.received_on, c.ack_due, c.feedback_due, c.acknowledged_on, c.closed_on, k.version, c.items \
                FROM case_reader r JOIN case_file c ON c.case_id = r.case_id JOIN keyring k ON k.case_id = c.case_id \
                WHERE r.person = $1 AND r.case_id = $2 AND NOT r.asleep";
        KEYRING = "SELECT c.storage_key, k.object_id, k.sealed, k.left_since FROM case_reader r JOIN case_file c ON c.case_id = r.case_id \
                   JOIN keyring k ON k.case_id = c.case_id WHERE r.person = $1 AND r.case_id = $2 AND NOT r.asleep";
        READERS = "SELECT q.person, q.asleep FROM case_reader r JOIN case_reader q ON q.case_id = r.case_id \
                   WHERE r.person = $1 AND r.case_id = $2 AND NOT r.asleep ORDER BY q.person";
        ATTACHMENTS = "SELECT a.file_id, a.sha256, f.bytes FROM case_reader r JOIN attachment a ON a.case_id = r.case_id \
                       JOIN file f ON f.file_id = a.file_id WHERE r.person = $1 AND r.case_id = $2 AND NOT r.asleep ORDER BY a.file_id";
        STORAGE_KEY = "SELECT c.storage_key, k.version, k.left_since FROM case_reader r JOIN case_file c ON c.case_id = r.case_id \
                       JOIN keyring k ON k.case_id = c.case_id WHERE r.person = $1 AND r.case_id = $2 AND NOT r.asleep";
        ITEMS = "SELECT i.item_id, i.audience, i.sealed FROM case_reader r JOIN item i ON i.case_id = r.case_id \
                 WHERE r.person = $1 AND r.case_id = $2 AND NOT r.asleep AND i.item_id > $3 ORDER BY i.item_id LIMIT $4";
        CHUNK = "SELECT f.storage_key, c.object_id FROM case_reader r JOIN attachment a ON a.case_id = r.case_id \
                 JOIN file f ON f.file_id = a.file_id JOIN chunk c ON c.file_id = f.file_id \
                 WHERE r.person = $1 AND r.case_id = $2 AND NOT r.asleep AND a.file_id = $3 AND c.n = $4";
        PUT_ITEM = "INSERT INTO item (case_id, item_id, audience, sealed) VALUES ($1, $2, $3, $4)";
        SEEN = "UPDATE case_file SET items = items WHERE case_id = $1 AND items = $2";
        COUNT_ITEMS = "UPDATE case_file SET items = items + $2 WHERE case_id = $1";
        PUT_ATTACHMENT = "INSERT INTO attachment (file_id, case_id, audience, sha256) VALUES ($1, $2, $3, $4)";
        DUE = "SELECT ack_due, acknowledged_on FROM case_file WHERE case_id = $1";
        ACKNOWLEDGE = "UPDATE case_file SET acknowledged_on = $2, feedback_due = $3 WHERE case_id = $1 AND acknowledged_on IS NULL";
        CLOSE = "UPDATE case_file SET closed_on = $2 WHERE case_id = $1 AND closed_on IS NULL";
        KEEP_KEYRING = "INSERT INTO keyring_before (case_id, version, object_id, sealed) \
                        SELECT case_id, version, object_id, sealed FROM keyring WHERE case_id = $1";
        ROTATE = "UPDATE keyring SET object_id = $3, version = $2 + 1, sealed = $4, left_since = 0 \
                  WHERE case_id = $1 AND version = $2 AND left_since = $5";
        COUNT_LEAVER = "UPDATE keyring SET left_since = left_since + 1 WHERE case_id = $1";
        LEAVE = "DELETE FROM case_reader WHERE person = $1 AND case_id = $2 AND NOT asleep";
        AWAKE = "SELECT COUNT(*) FROM case_reader r WHERE r.case_id = $1 AND NOT r.asleep";
        WAKE = "UPDATE case_reader SET asleep = FALSE WHERE case_id = $1 AND asleep";
        DROP_READERS = "DELETE FROM case_reader WHERE case_id = $1";
        PUT_READER = "INSERT INTO case_reader (person, case_id, asleep) VALUES ($1, $2, $3)";
    }
}

/// Ticks, sweeps, erasure, and the log.
pub mod ticks {
    statements! {
        NEXT = "SELECT CAST(COALESCE(MAX(tick) + 1, 0) AS BIGINT) FROM log_tick";
        WAITING_CASES = "SELECT case_id, storage_key FROM waiting_case";
        WAITING_ITEMS = "SELECT case_id, item_id FROM waiting_item";
        WAITING_STATES = "SELECT case_id FROM waiting_state";
        WAITING_ATTACHMENTS = "SELECT w.file_id, w.case_id, w.sha256, f.storage_key, f.bytes FROM waiting_attachment w \
                               JOIN file f ON f.file_id = w.file_id";
        DELIVERED_KEY = "SELECT storage_key FROM case_file WHERE case_id = $1";
        TAKE_CASE = "SELECT mailbox, keyring_object, keyring, list_version FROM waiting_case WHERE case_id = $1 AND storage_key = $2";
        TAKE_READERS = "SELECT person, asleep FROM waiting_reader WHERE case_id = $1";
        TAKE_ITEM = "SELECT sealed FROM waiting_item WHERE case_id = $1 AND item_id = $2";
        STILL_WAITING = "SELECT (SELECT COUNT(*) FROM waiting_case c WHERE c.case_id = $1) \
                         + (SELECT COUNT(*) FROM waiting_item i WHERE i.case_id = $1) \
                         + (SELECT COUNT(*) FROM waiting_state s WHERE s.case_id = $1) \
                         + (SELECT COUNT(*) FROM waiting_attachment a WHERE a.case_id = $1)";
        LATE_ITEMS = "SELECT item_id, sealed FROM waiting_item WHERE case_id = $1";
        TAKE_STATE = "SELECT object_id, sealed, version FROM waiting_state WHERE case_id = $1";
        DROP_CASE = "DELETE FROM waiting_case WHERE case_id = $1";
        DROP_ITEM = "DELETE FROM waiting_item WHERE case_id = $1 AND item_id = $2";
        DROP_ATTACHMENT = "DELETE FROM waiting_attachment WHERE file_id = $1 AND case_id = $2";
        PUT_CASE = "INSERT INTO case_file (case_id, storage_key, received_on, ack_due, feedback_due, items) VALUES ($1, $2, $3, $4, $5, 0)";
        PUT_KEYRING = "INSERT INTO keyring (case_id, object_id, version, sealed) VALUES ($1, $2, 1, $3)";
        DROP_MAILBOX = "DELETE FROM mailbox WHERE case_id = $1";
        PUT_MAILBOX = "INSERT INTO mailbox (mailbox, case_id, object_id, sealed, version) VALUES ($1, $2, $3, $4, $5)";
        MAILBOX_OF = "SELECT mailbox FROM mailbox WHERE case_id = $1";
        WAITING_SUBMISSIONS = "SELECT submission, mailbox, leaf, tick, joined, kept_until FROM submission WHERE waiting";
        DROP_SUBMISSION = "DELETE FROM submission WHERE submission = $1";
        DROP_OLD_SUBMISSIONS = "DELETE FROM submission WHERE kept_until < $1 AND NOT waiting";
        WAKE = "UPDATE case_reader SET asleep = FALSE WHERE asleep AND case_id IN \
                (SELECT case_id FROM case_file WHERE acknowledged_on IS NULL AND closed_on IS NULL AND ack_due < $1)";
        LEAVES = "SELECT leaf FROM log_leaf WHERE tick = $1";
        DROP_LEAVES = "DELETE FROM log_leaf WHERE tick = $1";
        PUBLIC_LEAVES = "SELECT public_leaf FROM log_tick WHERE tick >= $1 ORDER BY tick LIMIT $2";
        PUT_TICK = "INSERT INTO log_tick (tick, public_leaf, checkpoint, inner_leaves) VALUES ($1, $2, $3, $4)";
        DUE = "SELECT due FROM tick_due";
        DROP_DUE = "DELETE FROM tick_due";
        PUT_DUE = "INSERT INTO tick_due (due) VALUES ($1)";
        CHECKPOINT = "SELECT checkpoint FROM log_tick ORDER BY tick DESC LIMIT 1";
        INNER_LEAVES = "SELECT inner_leaves FROM log_tick WHERE tick = $1";
        CASE_KEYS = "SELECT storage_key FROM case_file UNION ALL SELECT storage_key FROM waiting_case";
        KEYS_OF_CASE = "SELECT storage_key FROM case_file WHERE case_id = $1 UNION ALL SELECT storage_key FROM waiting_case WHERE case_id = $1";
        FILES_OF_CASE = "SELECT f.file_id, f.storage_key FROM file f WHERE f.file_id IN (SELECT a.file_id FROM attachment a WHERE a.case_id = $1 \
                         UNION ALL SELECT w.file_id FROM waiting_attachment w WHERE w.case_id = $1 \
                         UNION ALL SELECT u.file_id FROM upload u WHERE u.case_id = $1)";
        ERASE_ATTACHMENTS = "DELETE FROM attachment WHERE case_id = $1";
        ERASE_WAITING_ATTACHMENTS = "DELETE FROM waiting_attachment WHERE case_id = $1";
        ERASE_WAITING_ITEMS = "DELETE FROM waiting_item WHERE case_id = $1";
        ERASE_CASE = "DELETE FROM case_file WHERE case_id = $1";
        MAILBOX_TO_ERASE = "SELECT mailbox FROM mailbox WHERE case_id = $1 UNION ALL SELECT mailbox FROM waiting_case WHERE case_id = $1";
        ERASE_SUBMISSIONS = "DELETE FROM submission WHERE mailbox = $1";
    }
}

/// What the staff did to the place.
pub mod acts {
    statements! {
        KNOWN = "SELECT COUNT(*) FROM log_act WHERE act = $1";
        WAIT = "INSERT INTO waiting_act (act, day, deed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        WAITING = "SELECT act, deed FROM waiting_act ORDER BY day, act LIMIT $1";
        DROP_WAITING = "DELETE FROM waiting_act WHERE act = $1";
        NEXT = "SELECT CAST(COALESCE(MAX(seq) + 1, 0) AS BIGINT) FROM log_act";
        PUT = "INSERT INTO log_act (seq, act, person, tick, blinding, record) VALUES ($1, $2, $3, $4, $5, $6)";
        ALL_FROM = "SELECT tick, blinding, record FROM log_act WHERE seq >= $1 ORDER BY seq LIMIT $2";
        OWN_FROM = "SELECT tick, blinding, record FROM log_act WHERE person = $1 AND seq >= $2 ORDER BY seq LIMIT $3";
        ROSTERS = "SELECT hash, tick FROM roster WHERE tick IS NOT NULL ORDER BY version";
        ROSTERS_WITHOUT_TICK = "SELECT hash FROM roster WHERE tick IS NULL";
        GIVE_TICK = "UPDATE roster SET tick = $2 WHERE hash = $1";
        LEAVES_AHEAD = "SELECT tick, COUNT(*) FROM log_leaf WHERE tick >= $1 GROUP BY tick ORDER BY tick";
    }
}

/// Every statement on the main database: table by table, name and text.
pub const MAIN: &[&[(&str, &str)]] = &[
    documents::ALL,
    staff::ALL,
    sessions::ALL,
    second_factor::ALL,
    passkeys::ALL,
    books::ALL,
    announcements::ALL,
    letters::ALL,
    departures::ALL,
    uploads::ALL,
    filing::ALL,
    cases::ALL,
    ticks::ALL,
    acts::ALL,
];
