//! Receipts for filings: the log key's word that a leaf will stand in a tick. Tells nobody which case it was.

use serde::{Deserialize, Serialize};

use crate::{Error, Hash, Signature, SigningKey, VerifyingKey};

const PURPOSE: &[u8] = b"sottovoce/v1/receipt\n";

/// A receipt as it came, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnverifiedReceipt {
    /// The filing's leaf, which the words give again.
    pub leaf: Hash,
    /// Number of the tick that carries it, from 0.
    pub tick: u64,
    /// By the log key.
    pub signature: Signature,
}

/// A receipt that the log key has signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    leaf: Hash,
    tick: u64,
    signature: Signature,
}

impl Receipt {
    /// Signs a receipt.
    pub fn issue(leaf: Hash, tick: u64, key: &SigningKey) -> Self {
        Self { leaf, tick, signature: key.sign(&message(&leaf, tick)) }
    }

    /// The filing's leaf.
    pub fn leaf(&self) -> Hash {
        self.leaf
    }

    /// The tick that carries it.
    pub fn tick(&self) -> u64 {
        self.tick
    }

    /// In the form it is sent in.
    pub fn to_sent(&self) -> UnverifiedReceipt {
        UnverifiedReceipt { leaf: self.leaf, tick: self.tick, signature: self.signature }
    }
}

impl UnverifiedReceipt {
    /// Checks that the log key has signed this leaf: the one the filer has worked out from the own words.
    ///
    /// # Errors
    /// [`Error::Signature`] if it is not signed, or is a receipt for another leaf.
    pub fn verify(self, expected: &Hash, key: &VerifyingKey) -> Result<Receipt, Error> {
        if self.leaf != *expected {
            return Err(Error::Signature);
        }
        key.verify(&message(&self.leaf, self.tick), &self.signature)?;
        Ok(Receipt { leaf: self.leaf, tick: self.tick, signature: self.signature })
    }
}

fn message(leaf: &Hash, tick: u64) -> Vec<u8> {
    [PURPOSE, leaf.as_ref(), &tick.to_le_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_holds_for_its_leaf_and_tick_only() {
        let key = SigningKey::from_seed(&[3; 32]);
        let leaf = Hash::of(&[b"leaf"]);
        let sent = Receipt::issue(leaf, 41, &key).to_sent();
        assert!(sent.clone().verify(&leaf, &key.verifying_key()).is_ok());
        let other = SigningKey::from_seed(&[4; 32]).verifying_key();
        assert_eq!(sent.clone().verify(&leaf, &other), Err(Error::Signature));
        assert_eq!(sent.clone().verify(&Hash::of(&[b"other"]), &key.verifying_key()), Err(Error::Signature));
        let later = UnverifiedReceipt { tick: 42, ..sent.clone() };
        assert_eq!(later.verify(&leaf, &key.verifying_key()), Err(Error::Signature));
        let moved = UnverifiedReceipt { leaf: Hash::of(&[b"other"]), ..sent };
        assert_eq!(moved.clone().verify(&moved.leaf, &key.verifying_key()), Err(Error::Signature));
    }
}
