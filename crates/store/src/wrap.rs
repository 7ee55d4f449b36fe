//! The last layer at rest (docs/protocol.md 11): everything of a case is wrapped under the case's storage key, bound to the object's id.
//! Whoever erases the key has erased the case, in every copy of the database.

use bytes::Bytes;
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::chance::Chance;

/// Names a storage key.
pub(crate) type KeyId = [u8; 16];
/// Names something that was wrapped.
pub(crate) type ObjectId = [u8; 16];

const NONCE: usize = 24;
/// Bytes by which what is wrapped is longer.
pub(crate) const WRAPPING: usize = NONCE + 16;

/// A storage key. No `Debug`, wiped when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct StorageKey([u8; 32]);

/// Bytes that this key and this object's id do not open.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NotOurs;

/// The object that a column of a row is, where the row has no object's id: what was wrapped for one place opens at no other.
pub(crate) fn place(table: &str, row: &[u8], column: &str) -> ObjectId {
    let mut hash = Sha256::new();
    for part in [&b"sottovoce/v1/place"[..], table.as_bytes(), row, column.as_bytes()] {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hash.update(part);
    }
    let whole: [u8; 32] = hash.finalize().into();
    let [id @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = whole;
    id
}

impl StorageKey {
    pub(crate) fn draw(chance: &Chance) -> Self {
        Self(chance.bytes())
    }

    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Nonce ‖ ciphertext ‖ tag.
    pub(crate) fn wrap(&self, object: &ObjectId, plain: &[u8], chance: &Chance) -> Result<Vec<u8>, NotOurs> {
        let nonce: [u8; NONCE] = chance.bytes();
        let sealed = self.cipher(object)?.encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: object }).map_err(|_| NotOurs)?;
        let mut wrapped = Vec::with_capacity(NONCE + sealed.len());
        wrapped.extend_from_slice(&nonce);
        wrapped.extend_from_slice(&sealed);
        Ok(wrapped)
    }

    pub(crate) fn unwrap(&self, object: &ObjectId, wrapped: &[u8]) -> Result<Bytes, NotOurs> {
        let (nonce, sealed) = wrapped.split_first_chunk::<NONCE>().ok_or(NotOurs)?;
        let plain = self.cipher(object)?.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: object }).map_err(|_| NotOurs)?;
        Ok(Bytes::from(plain))
    }

    fn cipher(&self, object: &ObjectId) -> Result<XChaCha20Poly1305, NotOurs> {
        let mut key = Zeroizing::new([0; 32]);
        let info = format!("sottovoce/v1/storage/{}", hex::encode(object));
        Hkdf::<Sha256>::new(None, &self.0).expand(info.as_bytes(), key.as_mut()).map_err(|_| NotOurs)?;
        XChaCha20Poly1305::new_from_slice(key.as_ref()).map_err(|_| NotOurs)
    }
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    fn chance() -> Chance {
        Chance::new(Box::new(StdRng::seed_from_u64(7)))
    }

    #[test]
    fn only_the_same_key_and_the_same_object_open_what_was_wrapped() {
        let chance = chance();
        let (key, other) = (StorageKey::draw(&chance), StorageKey::draw(&chance));
        let wrapped = key.wrap(&[1; 16], b"sealed", &chance).unwrap();
        assert_eq!(key.unwrap(&[1; 16], &wrapped).unwrap(), &b"sealed"[..]);
        assert_eq!(key.unwrap(&[2; 16], &wrapped), Err(NotOurs));
        assert_eq!(other.unwrap(&[1; 16], &wrapped), Err(NotOurs));
        for at in [0, NONCE, wrapped.len() - 1] {
            let mut bent = wrapped.clone();
            bent[at] ^= 1;
            assert_eq!(key.unwrap(&[1; 16], &bent), Err(NotOurs));
        }
        assert_eq!(key.unwrap(&[1; 16], &wrapped[..10]), Err(NotOurs));
    }

    #[test]
    fn what_was_wrapped_for_one_place_opens_at_no_other() {
        let chance = chance();
        let key = StorageKey::draw(&chance);
        let wrapped = key.wrap(&place("one_time_code", b"row", "seed"), b"seed", &chance).unwrap();
        assert!(key.unwrap(&place("one_time_code", b"row", "seed"), &wrapped).is_ok());
        for (table, row, column) in [("offered_seed", "row", "seed"), ("one_time_code", "row2", "seed"), ("one_time_code", "ro", "wseed")] {
            assert_eq!(key.unwrap(&place(table, row.as_bytes(), column), &wrapped), Err(NotOurs), "{table} {row} {column}");
        }
    }

    #[test]
    fn wrapping_twice_gives_different_bytes_that_do_not_show_the_content() {
        let chance = chance();
        let key = StorageKey::draw(&chance);
        let (one, two) = (key.wrap(&[1; 16], &[0; 64], &chance).unwrap(), key.wrap(&[1; 16], &[0; 64], &chance).unwrap());
        assert_ne!(one, two);
        assert_eq!(one.len(), NONCE + 64 + 16);
    }
}
