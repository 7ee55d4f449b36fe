//! Statements about how people come in: sessions, one-time codes, passkeys, and what somebody is told of them.

/// Sessions, whole and half.
pub mod sessions {
    statements! {
        BY_SESSION = "SELECT s.person, s.sign_in_name, s.name, s.roles, s.handler_groups, s.login, s.recipient, s.signing, s.secrets, \
                      s.enrolled_on FROM staff_session t JOIN staff s ON s.person = t.person \
                      WHERE t.session = $1 AND t.ends_at > $2 AND t.idle_ends_at > $2";
        OPEN_HALF = "INSERT INTO half_session (half, person, ends_at) VALUES ($1, $2, $3)";
        HALF = "SELECT person FROM half_session WHERE half = $1 AND ends_at > $2";
        CLOSE_HALF = "DELETE FROM half_session WHERE half = $1";
        IS_HALF = "SELECT COUNT(*) FROM half_session WHERE half = $1 AND person = $2 AND ends_at > $3";
        DROP_OTHER_HALVES = "DELETE FROM half_session WHERE person = $1 AND half <> $2";
        DROP_ENDED_HALVES = "DELETE FROM half_session WHERE ends_at <= $1";
        OPEN_SESSION = "INSERT INTO staff_session (session, person, ends_at, idle_ends_at, recent_until) VALUES ($1, $2, $3, $4, $5)";
        IDLE_ENDS = "SELECT idle_ends_at FROM staff_session WHERE session = $1";
        KEEP_SESSION = "UPDATE staff_session SET idle_ends_at = $2 WHERE session = $1 AND idle_ends_at < $2";
        CLOSE_SESSION = "DELETE FROM staff_session WHERE session = $1";
        OF_PERSON = "SELECT session, ends_at FROM staff_session WHERE person = $1 AND ends_at > $2 AND idle_ends_at > $2";
        ALL_OF_PERSON = "SELECT session FROM staff_session WHERE person = $1";
        CLOSE_OTHERS = "DELETE FROM staff_session WHERE person = $1 AND session <> $2";
        IS_OPEN = "SELECT COUNT(*) FROM staff_session WHERE session = $1 AND person = $2 AND ends_at > $3 AND idle_ends_at > $3";
        IS_THERE = "SELECT COUNT(*) FROM staff_session WHERE session = $1 AND person = $2";
        PROVED_AGAIN = "UPDATE staff_session SET recent_until = $2 WHERE session = $1";
        IS_RECENT = "SELECT COUNT(*) FROM staff_session WHERE session = $1 AND recent_until > $2";
        COUNT_ENDED = "SELECT (SELECT COUNT(*) FROM staff_session WHERE ends_at <= $1 OR idle_ends_at <= $1) \
                       + (SELECT COUNT(*) FROM half_session WHERE ends_at <= $1) \
                       + (SELECT COUNT(*) FROM passkey_challenge WHERE ends_at <= $1)";
        DROP_ENDED_SESSIONS = "DELETE FROM staff_session WHERE ends_at <= $1 OR idle_ends_at <= $1";
    }
}

/// One-time codes and recovery codes.
pub mod second_factor {
    statements! {
        OFFERED = "SELECT storage_key, seed FROM offered_seed WHERE owner = $1 AND ends_at > $2";
        OFFER = "INSERT INTO offered_seed (owner, storage_key, seed, ends_at) VALUES ($1, $2, $3, $4)";
        OFFER_KEY = "SELECT storage_key FROM offered_seed WHERE owner = $1";
        DROP_OFFER = "DELETE FROM offered_seed WHERE owner = $1";
        DROP_THIS_OFFER = "DELETE FROM offered_seed WHERE owner = $1 AND storage_key = $2";
        /// To somebody, and to whoever holds a link of theirs.
        DROP_OFFERS_TO = "DELETE FROM offered_seed WHERE owner = $1 OR owner IN (SELECT token FROM invitation WHERE person = $1)";
        OLD_OFFERS = "SELECT owner, storage_key FROM offered_seed WHERE ends_at <= $1";
        SEED = "SELECT storage_key, seed, wrong, wait_until FROM one_time_code WHERE person = $1";
        SEED_KEY = "SELECT storage_key FROM one_time_code WHERE person = $1";
        DROP_SEED = "DELETE FROM one_time_code WHERE person = $1";
        PUT_SEED = "INSERT INTO one_time_code (person, storage_key, seed, last_step, wrong, wait_until) VALUES ($1, $2, $3, $4, 0, 0)";
        TAKE_ATTEMPT = "UPDATE one_time_code SET wrong = wrong + 1, wait_until = $3 WHERE person = $1 AND wrong = $2 AND wait_until <= $4";
        ACCEPT = "UPDATE one_time_code SET last_step = $2, wrong = 0, wait_until = 0 WHERE person = $1 AND storage_key = $3 AND last_step < $2";
        FORGET_STEPS = "UPDATE one_time_code SET last_step = 0 WHERE last_step > 0 AND last_step < $1";
        FORGET_WAITS = "UPDATE one_time_code SET wait_until = 0 WHERE wait_until > 0 AND wait_until <= $1";
        KEYS = "SELECT storage_key FROM one_time_code UNION ALL SELECT storage_key FROM offered_seed";
        PUT_RECOVERY_CODE = "INSERT INTO recovery_code (person, hash) VALUES ($1, $2)";
        SPEND_RECOVERY_CODE = "DELETE FROM recovery_code WHERE person = $1 AND hash = $2";
        DROP_RECOVERY_CODES = "DELETE FROM recovery_code WHERE person = $1";
        NOTE_WRONG = "INSERT INTO factor_notice (person, wrong, recovery_spent, copied) VALUES ($1, 1, 0, 0) \
                      ON CONFLICT (person) DO UPDATE SET wrong = factor_notice.wrong + 1";
        WAS_RIGHT = "UPDATE factor_notice SET wrong = wrong - 1 WHERE person = $1 AND wrong > 0";
        NOTE_SPENT = "INSERT INTO factor_notice (person, wrong, recovery_spent, copied) VALUES ($1, 0, 1, 0) \
                      ON CONFLICT (person) DO UPDATE SET recovery_spent = factor_notice.recovery_spent + 1";
        NOTE_COPIED = "INSERT INTO factor_notice (person, wrong, recovery_spent, copied) VALUES ($1, 0, 0, 1) \
                       ON CONFLICT (person) DO UPDATE SET copied = factor_notice.copied + 1";
        TOLD_WRONG = "UPDATE factor_notice SET wrong = 0 WHERE person = $1";
        TOLD_SPENT = "UPDATE factor_notice SET recovery_spent = 0 WHERE person = $1";
        TOLD_COPIED = "UPDATE factor_notice SET copied = 0 WHERE person = $1";
        FORGET_NOTICES = "DELETE FROM factor_notice WHERE person = $1 AND wrong = 0 AND recovery_spent = 0 AND copied = 0";
        FACTORS = "SELECT (SELECT COUNT(*) FROM one_time_code WHERE person = $1), (SELECT COUNT(*) FROM passkey WHERE person = $1), \
                   (SELECT COUNT(*) FROM recovery_code WHERE person = $1)";
        NOTICES = "SELECT wrong, recovery_spent, copied FROM factor_notice WHERE person = $1";
    }
}

/// Passkeys, and what was asked of them.
pub mod passkeys {
    statements! {
        DROP_CHALLENGE = "DELETE FROM passkey_challenge WHERE owner = $1";
        CHALLENGE = "INSERT INTO passkey_challenge (owner, asked, ends_at) VALUES ($1, $2, $3)";
        TAKE_CHALLENGE = "DELETE FROM passkey_challenge WHERE owner = $1 RETURNING asked, ends_at";
        DROP_OLD_CHALLENGES = "DELETE FROM passkey_challenge WHERE ends_at <= $1";
        OF_PERSON = "SELECT credential, name, public_key, state FROM passkey WHERE person = $1";
        KNOWN = "SELECT COUNT(*) FROM passkey WHERE credential = $1";
        PUT = "INSERT INTO passkey (credential, person, name, public_key, state) VALUES ($1, $2, $3, $4, $5)";
        USE = "UPDATE passkey SET state = $4 WHERE credential = $1 AND person = $2 AND state = $3";
        DROP = "DELETE FROM passkey WHERE credential = $1 AND person = $2";
    }
}
