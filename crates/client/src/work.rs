//! The small calculation that a server asks for before it takes something: it costs a flood much and one person little.
//! Looks for the nonce on a thread of its own; gives up where a server asks for more than any honest one would.

use ledger::Hash;
use sealing::SubmissionId;
use sealing::label;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::wire::{Challenge, Work};

/// More than this takes hours: no honest server asks for it.
const MOST_BITS: u32 = 32;

/// Fetches a challenge and does its work for one submission and so many declared bytes.
pub(crate) async fn done(connection: &Connection, submission: SubmissionId, bytes: u64) -> Result<Work> {
    let Challenge { challenge, bits, .. } = connection.get("api/v1/intake/challenge").await?;
    let octets = hex::decode(&challenge).map_err(|_| Error::Answer("a challenge that is no hex".into()))?;
    if bits > MOST_BITS {
        return Err(Error::Answer(format!("it asks for {bits} bits of work, which nobody could do")));
    }
    let search = tokio::task::spawn_blocking(move || nonce(&octets, submission, bytes, bits));
    let nonce = search.await.map_err(|error| Error::Input(error.to_string()))?;
    Ok(Work { challenge, nonce: format!("{nonce:016x}") })
}

/// The smallest nonce that does.
fn nonce(challenge: &[u8], submission: SubmissionId, bytes: u64, bits: u32) -> u64 {
    (0..u64::MAX).find(|nonce| does(challenge, submission, bytes, bits, *nonce)).unwrap_or(u64::MAX)
}

/// Whether `H(label ‖ challenge ‖ submission ‖ bytes ‖ nonce)` begins with so many zero bits (docs/protocol.md 9).
fn does(challenge: &[u8], submission: SubmissionId, bytes: u64, bits: u32, nonce: u64) -> bool {
    zeros(&label::hash("work", &[challenge, submission.as_bytes(), &bytes.to_le_bytes(), &nonce.to_le_bytes()])) >= bits
}

fn zeros(hash: &Hash) -> u32 {
    let bytes = hash.as_bytes();
    let whole = bytes.iter().take_while(|byte| **byte == 0).count();
    let next = bytes.get(whole).map_or(0, |byte| byte.leading_zeros());
    u32::try_from(whole).unwrap_or(u32::MAX).saturating_mul(8).saturating_add(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nonce_found_does_and_no_smaller_one() {
        let submission = SubmissionId::from_bytes([3; 16]);
        let found = nonce(b"challenge", submission, 70_000, 10);
        assert!(does(b"challenge", submission, 70_000, 10, found));
        assert!((0..found).all(|smaller| !does(b"challenge", submission, 70_000, 10, smaller)));
        assert!(!does(b"challenge", submission, 70_001, 10, found), "the work is bound to the size");
    }

    #[test]
    fn zero_bits_are_counted_from_the_first() {
        let mut bytes = [0; 32];
        assert_eq!(zeros(&Hash::from_bytes(bytes)), 256);
        bytes[1] = 0b0001_0000;
        assert_eq!(zeros(&Hash::from_bytes(bytes)), 11);
        bytes[0] = 0x80;
        assert_eq!(zeros(&Hash::from_bytes(bytes)), 0);
    }
}
