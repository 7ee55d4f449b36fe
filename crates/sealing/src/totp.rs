//! One-time codes: TOTP (RFC 6238) as every authenticator app computes it: HMAC-SHA-1, six digits, a new code every thirty seconds.
//! Keeps no clock and no list of codes that were used; whoever asks brings the moment and remembers the step.

use std::fmt;

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, Mac};
use rand::{CryptoRng, RngCore};
use sha1::Sha1;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::Error;

/// Seconds for which one code is shown.
pub const STEP_SECONDS: i64 = 30;
/// Digits of a code.
pub const DIGITS: usize = 6;
/// How many steps a clock may be off, to either side.
const DRIFT: i64 = 1;
const SEED: usize = 20;

/// What an authenticator app keeps: 160 bits, as RFC 4226 recommends. No `Debug` that tells, wiped when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Seed([u8; SEED]);

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(..)")
    }
}

impl Seed {
    /// Draws one.
    pub fn draw(rng: &mut (impl CryptoRng + RngCore + ?Sized)) -> Self {
        let mut bytes = [0; SEED];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Its bytes as they are kept.
    ///
    /// # Errors
    /// [`Error::Seed`] unless there are twenty.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, Error> {
        bytes.try_into().map(Self).map_err(|_| Error::Seed)
    }

    /// Reads what [`Self::to_base32`] writes, however it is spaced.
    ///
    /// # Errors
    /// [`Error::Seed`] when it is something else.
    pub fn from_base32(text: &str) -> Result<Self, Error> {
        let text = Zeroizing::new(text.split_whitespace().collect::<String>().to_ascii_uppercase());
        let bytes = Zeroizing::new(BASE32_NOPAD.decode(text.as_bytes()).map_err(|_| Error::Seed)?);
        Self::from_slice(&bytes)
    }

    /// The bytes, for whoever wraps them.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// As people type it into an app: base32 (RFC 4648), 32 letters and digits.
    pub fn to_base32(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE32_NOPAD.encode(&self.0))
    }

    /// The code of one step.
    pub fn code(&self, step: i64) -> Zeroizing<String> {
        Zeroizing::new(format!("{:0DIGITS$}", self.number(step)))
    }

    /// The step at which `typed` is the code, if it is one of the steps around `now` (Unix seconds). Spaces do not matter. All steps are
    /// computed and compared alike, whichever fits and whether one does.
    pub fn step_of(&self, typed: &str, now: i64) -> Option<i64> {
        let (mut digits, mut held) = (Zeroizing::new([0_u8; DIGITS]), 0);
        for byte in typed.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
            *digits.get_mut(held)? = byte;
            held += 1;
        }
        if held != DIGITS {
            return None;
        }
        let (mut found, mut any) = (0, Choice::from(0));
        for step in oldest_at(now)..=step_at(now) + DRIFT {
            let same = self.code(step).as_bytes().ct_eq(&*digits);
            found = i64::conditional_select(&found, &step, same);
            any |= same;
        }
        bool::from(any).then_some(found)
    }

    /// HOTP (RFC 4226) with the step as its counter.
    fn number(&self, step: i64) -> u32 {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0).expect("a key");
        mac.update(&step.to_be_bytes());
        let mut code: [u8; 20] = mac.finalize().into_bytes().into();
        let [.., last] = code;
        let at = usize::from(last & 0x0f);
        let four = code.get(at..).and_then(|rest| rest.first_chunk::<4>()).copied().unwrap_or_default();
        code.zeroize();
        (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000
    }
}

/// The number of the step that a moment (Unix seconds) belongs to.
pub const fn step_at(now: i64) -> i64 {
    now.div_euclid(STEP_SECONDS)
}

/// The earliest step whose code is still taken at a moment (Unix seconds).
pub const fn oldest_at(now: i64) -> i64 {
    step_at(now) - DRIFT
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    fn published() -> Seed {
        Seed::from_slice(b"12345678901234567890").unwrap()
    }

    /// RFC 6238, appendix B, SHA-1: the last six of its eight digits.
    #[test]
    fn every_published_code_is_computed() {
        let vectors = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        for (now, code) in vectors {
            assert_eq!(published().code(step_at(now)).as_str(), code, "{now}");
        }
    }

    #[test]
    fn a_code_is_taken_one_step_early_and_one_step_late_and_no_further() {
        let (seed, now) = (published(), 2_000_000_000);
        let at = step_at(now);
        for off in -3..=3 {
            let found = seed.step_of(&seed.code(at + off), now);
            assert_eq!(found, (-1..=1).contains(&off).then_some(at + off), "{off}");
        }
    }

    #[test]
    fn only_six_digits_are_a_code() {
        let (seed, now) = (published(), 59);
        assert_eq!(seed.step_of(" 287 082\n", now), Some(1));
        for wrong in ["", "28708", "2870822", "287083", "94287082", "२८७०८२", "28708a"] {
            assert_eq!(seed.step_of(wrong, now), None, "{wrong}");
        }
    }

    #[test]
    fn a_seed_reads_back_as_an_app_shows_it() {
        let seed = published();
        assert_eq!(seed.to_base32().as_str(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(Seed::from_base32("gezd gnbv gy3t qojq\tgezd gnbv gy3t qojq").unwrap().as_bytes(), seed.as_bytes());
        for wrong in ["", "GEZDGNBVGY3TQOJQ", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1"] {
            assert!(Seed::from_base32(wrong).is_err(), "{wrong}");
        }
        let mut rng = StdRng::from_seed([1; 32]);
        assert_ne!(Seed::draw(&mut rng).as_bytes(), Seed::draw(&mut rng).as_bytes());
        assert_eq!(format!("{seed:?}"), "Seed(..)");
    }
}
