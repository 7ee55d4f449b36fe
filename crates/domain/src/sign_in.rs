//! Signing in, in two steps: first the proof of the passphrase, then a second factor. Only whoever passed the first meets the second.
//! Whatever is wrong at the first, the answer is one and the same, and it is the same work; wrong attempts are slowed, and nobody can
//! lock somebody else out.

use std::{collections::BTreeMap, sync::Mutex, time::Duration};

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{
    LoginHash, Moment, SessionHash, StaffId, StoreError,
    sessions::Sessions,
    staff::{SignInName, Staff},
};

/// Whether two login hashes are the same, in constant time.
pub fn same_login(one: &LoginHash, other: &LoginHash) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// The first step: looks up the name, compares in constant time, opens half a session. `None` whatever was wrong: one question to the
/// store and one comparison, whether or not the name exists.
///
/// # Errors
/// What the store says.
pub async fn first_step(
    store: &(impl Staff + Sessions + ?Sized),
    attempts: &Attempts,
    name: &SignInName,
    login: &LoginHash,
    half: SessionHash,
    now: Moment,
) -> Result<Option<StaffId>, StoreError> {
    let (person, expected) = store.login_of(name).await?.map_or((None, LoginHash::new([0; 32])), |(person, login)| (Some(person), login));
    let right = same_login(&expected, login);
    match person {
        Some(person) if right => {
            attempts.succeeded(name);
            store.open_half(half, person, now).await?;
            Ok(Some(person))
        }
        _ => {
            attempts.failed(name, now);
            Ok(None)
        }
    }
}

/// Slows guessing. After a few wrong attempts on a name the next ones, right or wrong, wait up to two seconds; never longer, so that
/// whoever hammers on a name cannot keep its owner out. The login secret is stretched by the client and carries 60 bits or more.
///
/// It keeps a fixed number of counters in memory, under hashes of names whether or not they exist, and nothing on disk.
#[derive(Default)]
pub struct Attempts(Mutex<BTreeMap<u16, Failures>>);

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Moment,
}

impl Attempts {
    /// How long to wait before the next attempt on this name is looked at.
    pub fn delay(&self, name: &SignInName, now: Moment) -> Duration {
        let Ok(counters) = self.0.lock() else { return MAX_DELAY };
        let count = counters.get(&bucket(name)).map_or(0, |failures| failures.left(now));
        match count {
            0..=2 => Duration::ZERO,
            _ => MAX_DELAY.min(Duration::from_millis(125) * 2_u32.saturating_pow(count - 3)),
        }
    }

    /// Notes a wrong attempt.
    pub fn failed(&self, name: &SignInName, now: Moment) {
        if let Ok(mut counters) = self.0.lock() {
            let failures = counters.entry(bucket(name)).or_insert(Failures { count: 0, last: now });
            *failures = Failures { count: failures.left(now).saturating_add(1).min(16), last: now };
        }
    }

    fn succeeded(&self, name: &SignInName) {
        if let Ok(mut counters) = self.0.lock() {
            counters.remove(&bucket(name));
        }
    }
}

const MAX_DELAY: Duration = Duration::from_secs(2);

impl Failures {
    /// One is forgotten each minute.
    fn left(self, now: Moment) -> u32 {
        let minutes = now.seconds().saturating_sub(self.last.seconds()).max(0) / 60;
        self.count.saturating_sub(u32::try_from(minutes).unwrap_or(u32::MAX))
    }
}

fn bucket(name: &SignInName) -> u16 {
    let hash: [u8; 32] = Sha256::digest(name.as_str()).into();
    let [first, second, ..] = hash;
    u16::from_le_bytes([first, second]) & 0x0fff
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> SignInName {
        SignInName::parse(text).unwrap()
    }

    #[test]
    fn guessing_is_slowed_but_never_by_more_than_two_seconds() {
        let (attempts, now) = (Attempts::default(), Moment::from_seconds(0));
        assert_eq!(attempts.delay(&name("anna"), now), Duration::ZERO);
        for _ in 0..3 {
            attempts.failed(&name("anna"), now);
        }
        assert_eq!(attempts.delay(&name("anna"), now), Duration::from_millis(125));
        for _ in 0..10_000 {
            attempts.failed(&name("anna"), now);
        }
        assert_eq!(attempts.delay(&name("anna"), now), MAX_DELAY);
        assert_eq!(attempts.delay(&name("bert"), now), Duration::ZERO);
    }

    #[test]
    fn what_was_wrong_is_forgotten_after_a_while() {
        let (attempts, now) = (Attempts::default(), Moment::from_seconds(0));
        for _ in 0..10_000 {
            attempts.failed(&name("anna"), now);
        }
        assert_eq!(attempts.delay(&name("anna"), now.plus(16 * 60)), Duration::ZERO);
    }

    #[test]
    fn login_hashes_are_compared_whole() {
        let one = LoginHash::of(b"one");
        let mut other = *one.as_bytes();
        other[31] ^= 1;
        assert!(same_login(&one, &LoginHash::of(b"one")));
        assert!(!same_login(&one, &LoginHash::new(other)));
    }
}
