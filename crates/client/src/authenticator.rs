//! What an authenticator app does: it keeps a seed and tells codes. Remembers which step was told last, since each code works once.

use sealing::totp::{Seed, step_at};
use serde::Serialize;
use zeroize::Zeroizing;

/// Shown after the passphrase.
#[derive(Clone, Copy, Serialize)]
pub enum SecondFactor<'a> {
    /// Six digits.
    #[serde(rename = "code")]
    Code(&'a str),
    /// One of the ten recovery codes.
    #[serde(rename = "recovery_code")]
    Recovery(&'a str),
}

/// One-time codes of one person.
#[derive(Debug)]
pub struct Authenticator {
    seed: Seed,
    told: i64,
}

impl Authenticator {
    /// With the seed that the server showed.
    #[must_use]
    pub const fn new(seed: Seed) -> Self {
        Self { seed, told: 0 }
    }

    /// A code that was not told before and is good now (Unix seconds). `None`: wait; the server takes one step ahead, and no more.
    pub fn code(&mut self, now: i64) -> Option<Zeroizing<String>> {
        let step = step_at(now).max(self.told + 1);
        if step > step_at(now) + 1 {
            return None;
        }
        self.told = step;
        Some(self.seed.code(step))
    }

    /// The seed, to be typed into an app.
    #[must_use]
    pub const fn seed(&self) -> &Seed {
        &self.seed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_told_twice_and_none_too_early() {
        let seed = || Seed::from_slice(&[7; 20]).unwrap();
        let mut app = Authenticator::new(seed());
        let codes = [0, 1].map(|ahead| seed().code(step_at(900) + ahead));
        assert_eq!(app.code(900).unwrap(), codes[0]);
        assert_eq!(app.code(901).unwrap(), codes[1]);
        assert!(app.code(929).is_none(), "two steps ahead would be refused");
        assert!(app.code(930).is_some());
    }

    #[test]
    fn a_second_factor_is_named_by_its_kind() {
        let written = |factor: SecondFactor<'_>| serde_json::to_string(&factor).unwrap();
        assert_eq!(written(SecondFactor::Code("123456")), r#"{"code":"123456"}"#);
        assert_eq!(written(SecondFactor::Recovery("A")), r#"{"recovery_code":"A"}"#);
    }
}
