//! The key schedule of HPKE (RFC 9180), base mode, HKDF-SHA256 and ChaCha20-Poly1305, for one message. Never reuses a key.

use chacha20poly1305::aead::Aead;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

const VERSION: &[u8] = b"HPKE-v1";
/// "HPKE", KEM 0x647a, KDF 0x0001, AEAD 0x0003.
const SUITE: &[u8] = b"HPKE\x64\x7a\x00\x01\x00\x03";
const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";

/// Seals one message under a shared secret; `None` only if it is absurdly long.
pub(super) fn seal(shared: &[u8; 32], message: &[u8]) -> Option<Vec<u8>> {
    let (key, nonce) = schedule(shared)?;
    ChaCha20Poly1305::new(key.as_slice().into()).encrypt(&nonce.into(), message).ok()
}

/// Opens one message; `None` if it was not sealed under this secret.
pub(super) fn open(shared: &[u8; 32], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (key, nonce) = schedule(shared)?;
    ChaCha20Poly1305::new(key.as_slice().into()).decrypt(&nonce.into(), sealed).ok().map(Zeroizing::new)
}

fn schedule(shared: &[u8; 32]) -> Option<(Zeroizing<[u8; 32]>, [u8; 12])> {
    let (psk_id_hash, _) = extract(b"", b"psk_id_hash", b"");
    let (info_hash, _) = extract(b"", b"info_hash", INFO);
    let context = [&[0], psk_id_hash.as_slice(), info_hash.as_slice()].concat();
    let (_, secret) = extract(shared, b"secret", b"");
    let (mut key, mut nonce) = (Zeroizing::new([0; 32]), [0; 12]);
    secret.expand_multi_info(&[&[0, 32], VERSION, SUITE, b"key", &context], key.as_mut_slice()).ok()?;
    secret.expand_multi_info(&[&[0, 12], VERSION, SUITE, b"base_nonce", &context], &mut nonce).ok()?;
    Some((key, nonce))
}

/// `LabeledExtract` of RFC 9180 4.
fn extract(salt: &[u8], label: &[u8], secret: &[u8]) -> (Zeroizing<Vec<u8>>, Hkdf<Sha256>) {
    let labelled = Zeroizing::new([VERSION, SUITE, label, secret].concat());
    let (pseudorandom, hkdf) = Hkdf::<Sha256>::extract(Some(salt), &labelled);
    (Zeroizing::new(pseudorandom.to_vec()), hkdf)
}
