//! A person of the staff: secrets sealed under the passphrase, and the proof made at enrolment (docs/protocol.md 10).
//! Never gives the server a key that opens anything.

use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::fingerprint::Fingerprint;
use crate::hybrid::{Identity, Recipient};
use crate::{Error, Sealed, Signature, SigningKey, VerifyingKey, json, label, seal};

/// A person's keys, unlocked.
#[derive(Debug, Clone)]
pub struct Secrets {
    /// Opens keyrings.
    pub identity: Identity,
    /// Signs items and keyrings.
    pub signing: SigningKey,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    identity: String,
    signing: String,
}

impl Drop for Written {
    fn drop(&mut self) {
        self.identity.zeroize();
        self.signing.zeroize();
    }
}

impl Secrets {
    /// Draws new ones.
    pub fn generate(rng: &mut (impl rand::CryptoRng + rand::RngCore)) -> Self {
        Self { identity: Identity::generate(rng), signing: SigningKey::generate(rng) }
    }

    /// Seals them to the identity that the passphrase gives.
    ///
    /// # Errors
    /// [`Error::Sealing`].
    pub fn seal(&self, wrap: &Identity) -> Result<Sealed, Error> {
        let identity = self.identity.to_secret_string().expose_secret().to_owned();
        let plaintext = Zeroizing::new(json::write(&Written { identity, signing: hex::encode(self.signing.seed()) })?);
        seal::seal(&[wrap.to_recipient()], &plaintext)
    }

    /// Opens them.
    ///
    /// # Errors
    /// [`Error::NotForUs`] if the passphrase is another one; else as [`seal::open`].
    pub fn open(sealed: &Sealed, wrap: &Identity) -> Result<Self, Error> {
        let plaintext = seal::open(sealed, wrap, 1)?;
        let written: Written = json::read(&plaintext)?;
        let seed = Zeroizing::new(ledger::hash::lower_hex(&written.signing)?);
        Ok(Self { identity: Identity::from_secret_string(&written.identity)?, signing: SigningKey::from_seed(&seed) })
    }

    /// Six words over the public halves, read aloud at enrolment.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of_person(&self.identity.to_recipient(), &self.signing.verifying_key())
    }

    /// Shows that whoever holds the enrolment token (its octets) holds the signing key, and means this recipient.
    pub fn enrolment_proof(&self, token: &[u8]) -> Signature {
        self.signing.sign(&enrolment(token, &self.identity.to_recipient()))
    }
}

/// Checks an enrolment.
///
/// # Errors
/// [`Error::Ledger`] if the proof does not hold.
pub fn verify_enrolment(token: &[u8], recipient: &Recipient, signing: &VerifyingKey, proof: &Signature) -> Result<(), Error> {
    Ok(signing.verify(&enrolment(token, recipient), proof)?)
}

fn enrolment(token: &[u8], recipient: &Recipient) -> Vec<u8> {
    [label::label("enrol").as_bytes(), b"\n", token, recipient.as_str().as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(seed: u8) -> Secrets {
        Secrets { identity: Identity::from_seed(&[seed; 32]), signing: SigningKey::from_seed(&[seed; 32]) }
    }

    #[test]
    fn secrets_open_under_their_passphrase_only() {
        let (wrap, other) = (Identity::from_seed(&[8; 32]), Identity::from_seed(&[9; 32]));
        let sealed = secrets(1).seal(&wrap).unwrap();
        let back = Secrets::open(&sealed, &wrap).unwrap();
        assert_eq!(back.fingerprint(), secrets(1).fingerprint());
        assert_eq!(Secrets::open(&sealed, &other).unwrap_err(), Error::NotForUs);
    }

    #[test]
    fn an_enrolment_proof_holds_for_its_token_recipient_and_key_only() {
        let (own, other) = (secrets(1), secrets(2));
        let proof = own.enrolment_proof(b"token");
        let verify = |token: &[u8], recipient: &Secrets, key: &Secrets| {
            verify_enrolment(token, &recipient.identity.to_recipient(), &key.signing.verifying_key(), &proof).is_ok()
        };
        assert!(verify(b"token", &own, &own));
        assert!(!verify(b"tokem", &own, &own));
        assert!(!verify(b"token", &other, &own));
        assert!(!verify(b"token", &own, &other));
    }
}
