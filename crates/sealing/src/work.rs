//! Proof of work: makes floods dear, one person's filing cheap (docs/protocol.md 9). Never asks who it is.

use sha2::{Digest, Sha256};

use crate::{Error, SubmissionId, label};

/// More leading zero bits than this are never asked.
pub const MOST_BITS: u32 = 64;

/// What is to be solved.
#[derive(Debug, Clone)]
pub struct Puzzle {
    start: Sha256,
    bits: u32,
}

impl Puzzle {
    /// The puzzle of a challenge (its octets) for one submission and its declared padded bytes, 0 without uploads.
    ///
    /// # Errors
    /// [`Error::Rule`] if more is asked than [`MOST_BITS`].
    pub fn new(challenge: &[u8], submission: SubmissionId, bytes: u64, bits: u32) -> Result<Self, Error> {
        if bits > MOST_BITS {
            return Err(Error::Rule("too much work is asked"));
        }
        let start = Sha256::new().chain_update(label::label("work")).chain_update(challenge);
        let start = start.chain_update(submission.as_bytes()).chain_update(bytes.to_le_bytes());
        Ok(Self { start, bits })
    }

    /// Whether a nonce solves it.
    pub fn solved_by(&self, nonce: Nonce) -> bool {
        let [a, b, c, d, e, f, g, h, ..]: [u8; 32] = self.start.clone().chain_update(nonce.0.to_le_bytes()).finalize().into();
        u64::from_be_bytes([a, b, c, d, e, f, g, h]).leading_zeros() >= self.bits
    }

    /// Tries so many nonces from `from` on; gives the first that solves it.
    pub fn search(&self, from: u64, tries: u64) -> Option<Nonce> {
        (from..from.saturating_add(tries)).map(Nonce).find(|nonce| self.solved_by(*nonce))
    }

    /// The smallest nonce that solves it; one needs 2^bits tries on average.
    pub fn solve(&self) -> Option<Nonce> {
        self.search(0, u64::MAX)
    }
}

/// A solution: 16 hex digits, most significant first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nonce(u64);

impl std::fmt::Display for Nonce {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl std::str::FromStr for Nonce {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Ok(Self(u64::from_be_bytes(ledger::hash::lower_hex(text)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUBMISSION: SubmissionId = SubmissionId::from_bytes([1; 16]);

    #[test]
    fn a_solution_holds_for_its_puzzle_only() {
        let puzzle = Puzzle::new(b"challenge", SUBMISSION, 100, 10).unwrap();
        let nonce = puzzle.solve().unwrap();
        assert!(puzzle.solved_by(nonce));
        assert_eq!(nonce.to_string().parse(), Ok(nonce));
        let others = [
            Puzzle::new(b"challengf", SUBMISSION, 100, 10),
            Puzzle::new(b"challenge", SubmissionId::from_bytes([2; 16]), 100, 10),
            Puzzle::new(b"challenge", SUBMISSION, 101, 10),
            Puzzle::new(b"challenge", SUBMISSION, 100, 40),
        ];
        assert!(others.into_iter().all(|other| !other.unwrap().solved_by(nonce)));
    }

    #[test]
    fn searching_in_steps_finds_the_smallest() {
        let puzzle = Puzzle::new(b"steps", SUBMISSION, 0, 9).unwrap();
        let whole = puzzle.solve().unwrap();
        let stepped = (0..).step_by(7).find_map(|from| puzzle.search(from, 7)).unwrap();
        assert_eq!(stepped, whole);
        assert!(!(0..whole.0).any(|nonce| puzzle.solved_by(Nonce(nonce))));
    }

    #[test]
    fn bits_are_counted_from_the_front() {
        let puzzle = Puzzle::new(b"count", SUBMISSION, 0, 12).unwrap();
        let nonce = puzzle.solve().unwrap();
        let digest = label::hash("work", &[b"count", SUBMISSION.as_bytes(), &0u64.to_le_bytes(), &nonce.0.to_le_bytes()]);
        assert!(digest.to_string().starts_with("000"));
        assert!(Puzzle::new(b"", SUBMISSION, 0, 65).is_err());
        assert!("1".parse::<Nonce>().is_err());
    }
}
