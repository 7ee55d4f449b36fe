//! Labels, hashes and derived keys. Every use of a hash or key has a label of its own, so that none can stand for another.

use hkdf::Hkdf;
use ledger::Hash;
use sha2::Sha256;
use zeroize::Zeroizing;

/// What every label begins with.
pub const PREFIX: &str = "sottovoce/v1/";

/// `label(name)` as text.
pub fn label(name: &str) -> String {
    format!("{PREFIX}{name}")
}

/// SHA-256 over `label(name)` and the parts.
pub fn hash(name: &str, parts: &[&[u8]]) -> Hash {
    let label = label(name);
    let all: Vec<&[u8]> = std::iter::once(label.as_bytes()).chain(parts.iter().copied()).collect();
    Hash::of(&all)
}

/// HKDF-SHA256 (RFC 5869) with empty salt and info `label(name)`, 32 bytes.
pub fn hkdf(key: &[u8], name: &str) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    #[expect(clippy::expect_used, reason = "one block is far within HKDF's bound, whatever the input")]
    Hkdf::<Sha256>::new(None, key).expand(label(name).as_bytes(), out.as_mut_slice()).expect("32 bytes");
    out
}

/// First 16 bytes of a hash, for salts.
pub(crate) fn first_16(hash: &Hash) -> [u8; 16] {
    let mut salt = [0; 16];
    for (to, from) in salt.iter_mut().zip(hash.as_bytes()) {
        *to = *from;
    }
    salt
}
