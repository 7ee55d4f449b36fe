//! The log key at work: checkpoints and receipts.

use domain::{Leaf, log::CheckpointSigner};
use intake::ReceiptSigner;
use ledger::{Hash, SigningKey, checkpoint::Checkpoint, note::KeyName, receipt::Receipt};
use sealing::InstallationId;

/// Signs for the log of one installation.
#[derive(Clone, Debug)]
pub(crate) struct LogSigner {
    origin: KeyName,
    key: SigningKey,
}

impl LogSigner {
    /// The signer of an installation.
    ///
    /// # Errors
    /// None in practice: an installation id can stand in a note.
    pub(crate) fn new(installation: InstallationId, key: SigningKey) -> Result<Self, ledger::Error> {
        Ok(Self { origin: KeyName::parse(&format!("sottovoce-log-{installation}"))?, key })
    }
}

impl CheckpointSigner for LogSigner {
    fn sign(&self, size: u64, root: [u8; 32]) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Checkpoint { origin: self.origin.clone(), size, root: Hash::from_bytes(root) }.sign(&self.key)?)
    }
}

impl ReceiptSigner for LogSigner {
    fn sign(&self, leaf: Leaf, tick: u64) -> [u8; 64] {
        *Receipt::issue(Hash::from_bytes(*leaf.as_bytes()), tick, &self.key).to_sent().signature.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_signs_verifies_under_the_key_in_channel_json() {
        let key = SigningKey::from_seed(&[7; 32]);
        let signer = LogSigner::new(InstallationId::from_bytes([1; 16]), key.clone()).unwrap();
        let note = CheckpointSigner::sign(&signer, 3, [9; 32]).unwrap();
        let read = Checkpoint::verify(&note, &signer.origin, &key.verifying_key()).unwrap();
        assert_eq!((read.size, read.root), (3, Hash::from_bytes([9; 32])));
        let leaf = Leaf::new([4; 32]);
        let sent = ledger::receipt::UnverifiedReceipt {
            leaf: Hash::from_bytes([4; 32]),
            tick: 8,
            signature: serde_json::from_value(serde_json::json!(hex::encode(ReceiptSigner::sign(&signer, leaf, 8)))).unwrap(),
        };
        assert!(sent.verify(&Hash::from_bytes([4; 32]), &key.verifying_key()).is_ok());
    }
}
