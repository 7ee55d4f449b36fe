//! Challenges that the server need not remember: a time, a random part and the difficulty asked, under an HMAC.
//!
//! It never stores a challenge that was handed out and never learns who took it.

use hmac::{Hmac, Mac};
use rand::{CryptoRng, RngCore};
use sha2::Sha256;
use zeroize::Zeroizing;

/// How long a challenge can be used, in seconds (protocol.md 9).
pub(crate) const VALID_SECONDS: u64 = 30 * 60;

const TIME: usize = 8;
const RANDOM: usize = 15;
const TAG: usize = 16;
const SIGNED: usize = TIME + RANDOM + 1;
/// Length of a challenge in octets.
pub(super) const LENGTH: usize = SIGNED + TAG;

/// Why a challenge counts for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChallengeRefused {
    /// Not one of ours, or changed on the way.
    #[error("the challenge is not from this server")]
    Foreign,
    /// Older than [`VALID_SECONDS`], or from the future.
    #[error("the challenge is no longer valid")]
    Expired,
}

/// A challenge whose tag was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// The octets that enter the work (protocol.md 9).
    pub octets: [u8; LENGTH],
    /// Leading zero bits that were asked for when it was handed out.
    pub bits: u32,
    /// Unix seconds after which it is refused.
    pub until: u64,
}

/// Makes and recognises challenges.
pub struct Challenges {
    key: Zeroizing<[u8; 32]>,
}

impl Challenges {
    /// `key` is drawn at start and lives as long as the process: what was spent before a restart is worth nothing after it. Of several
    /// processes each recognises its own challenges only, so what stands before them must lead one client to one of them.
    #[must_use]
    pub fn new(key: Zeroizing<[u8; 32]>) -> Self {
        Self { key }
    }

    /// A new challenge that asks for `bits` leading zero bits, at Unix second `now`.
    pub fn draw(&self, now: u64, bits: u8, rng: &mut (impl CryptoRng + RngCore)) -> Challenge {
        let mut random = [0u8; RANDOM];
        rng.fill_bytes(&mut random);
        let mut signed = Vec::with_capacity(LENGTH);
        signed.extend_from_slice(&now.to_le_bytes());
        signed.extend_from_slice(&random);
        signed.push(bits);
        let tag = self.mac(&signed).finalize().into_bytes();
        let mut octets = [0u8; LENGTH];
        for (to, from) in octets.iter_mut().zip(signed.iter().chain(tag.iter())) {
            *to = *from;
        }
        Challenge { octets, bits: u32::from(bits), until: now.saturating_add(VALID_SECONDS) }
    }

    /// Recognises a challenge that came back.
    ///
    /// # Errors
    /// [`ChallengeRefused`] when it is not ours or out of its time.
    pub fn recognise(&self, octets: &[u8], now: u64) -> Result<Challenge, ChallengeRefused> {
        let octets: [u8; LENGTH] = octets.try_into().map_err(|_| ChallengeRefused::Foreign)?;
        let (signed, tag) = octets.split_at(SIGNED);
        self.mac(signed).verify_truncated_left(tag).map_err(|_| ChallengeRefused::Foreign)?;
        let (time, rest) = signed.split_first_chunk::<TIME>().ok_or(ChallengeRefused::Foreign)?;
        let made = u64::from_le_bytes(*time);
        let bits = u32::from(*rest.last().ok_or(ChallengeRefused::Foreign)?);
        let until = made.saturating_add(VALID_SECONDS);
        if now > until || made > now {
            return Err(ChallengeRefused::Expired);
        }
        Ok(Challenge { octets, bits, until })
    }

    fn mac(&self, signed: &[u8]) -> Hmac<Sha256> {
        // HMAC takes keys of any length, so the error arm is never reached; an empty key would only refuse everything.
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.as_slice()).unwrap_or_else(|_| Hmac::<Sha256>::new(&Default::default()));
        mac.update(b"sottovoce/v1/challenge");
        mac.update(signed);
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng, rngs::StdRng};

    fn ours() -> (Challenges, Challenge) {
        let challenges = Challenges::new(Zeroizing::new([7; 32]));
        let drawn = challenges.draw(1_000, 12, &mut StdRng::seed_from_u64(1));
        (challenges, drawn)
    }

    #[test]
    fn a_challenge_comes_back_with_the_bits_it_asked_for() {
        let (challenges, drawn) = ours();
        let again = challenges.recognise(&drawn.octets, 1_000 + VALID_SECONDS).unwrap();
        assert_eq!(again, drawn);
        assert_eq!(again.bits, 12);
    }

    #[test]
    fn an_old_challenge_is_refused() {
        let (challenges, drawn) = ours();
        let late = challenges.recognise(&drawn.octets, 1_001 + VALID_SECONDS);
        assert_eq!(late, Err(ChallengeRefused::Expired));
        assert_eq!(challenges.recognise(&drawn.octets, 999), Err(ChallengeRefused::Expired));
    }

    #[test]
    fn any_changed_octet_is_refused() {
        let (challenges, drawn) = ours();
        for place in 0..LENGTH {
            let mut forged = drawn.octets;
            forged[place] ^= 1;
            assert_eq!(challenges.recognise(&forged, 1_000), Err(ChallengeRefused::Foreign), "octet {place}");
        }
        assert_eq!(challenges.recognise(&[], 1_000), Err(ChallengeRefused::Foreign));
    }

    #[test]
    fn another_servers_challenge_is_refused() {
        let (_, drawn) = ours();
        let other = Challenges::new(Zeroizing::new([8; 32]));
        assert_eq!(other.recognise(&drawn.octets, 1_000), Err(ChallengeRefused::Foreign));
    }
}
