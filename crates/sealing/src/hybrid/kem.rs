//! MLKEM768-X25519: two key agreements made into one (X-Wing, HPKE KEM 0x647a). Never lets one half stand alone.

use ml_kem::kem::{Decapsulate, DecapsulationKey, EncapsulationKey};
use ml_kem::{B32, EncapsulateDeterministic, EncodedSizeUser, KemCore, MlKem768, MlKem768Params};
use rand::{CryptoRng, RngCore};
use sha3::digest::{ExtendableOutput, Update, XofReader};
use sha3::{Digest, Sha3_256, Shake256};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{Zeroize, Zeroizing};

/// Bytes of a public key: ML-KEM-768, then X25519.
pub(super) const PUBLIC: usize = LATTICE_PUBLIC + 32;
/// Bytes of an encapsulation: ML-KEM-768, then X25519.
pub(super) const ENCAPSULATED: usize = LATTICE_CIPHERTEXT + 32;
const LATTICE_PUBLIC: usize = 1184;
const LATTICE_CIPHERTEXT: usize = 1088;
const X_WING: &[u8] = br"\.//^\";

/// A secret both sides have.
pub(super) type Shared = Zeroizing<[u8; 32]>;

/// The public half.
#[derive(Clone)]
pub(super) struct Public {
    lattice: EncapsulationKey<MlKem768Params>,
    curve: PublicKey,
}

/// The secret half, worked out from its seed for as long as it is used.
pub(super) struct Secret {
    lattice: DecapsulationKey<MlKem768Params>,
    curve: StaticSecret,
    public: Public,
}

impl Secret {
    /// Works out the keys of a 32-byte seed.
    pub(super) fn from_seed(seed: &[u8; 32]) -> Self {
        let (mut d, mut z, mut x) = (B32::default(), B32::default(), Zeroizing::new([0; 32]));
        let mut shake = Shake256::default();
        Update::update(&mut shake, seed);
        let mut stream = shake.finalize_xof();
        stream.read(&mut d);
        stream.read(&mut z);
        stream.read(x.as_mut_slice());
        let (lattice, lattice_public) = MlKem768::generate_deterministic(&d, &z);
        d.as_mut_slice().zeroize();
        z.as_mut_slice().zeroize();
        let curve = StaticSecret::from(*x);
        let public = Public { lattice: lattice_public, curve: PublicKey::from(&curve) };
        Self { lattice, curve, public }
    }

    /// The public half.
    pub(super) fn public(&self) -> Public {
        self.public.clone()
    }

    /// The shared secret of an encapsulation; `None` if it has the wrong length or a curve point of low order.
    pub(super) fn decapsulate(&self, encapsulated: &[u8]) -> Option<Shared> {
        let (lattice, point) = encapsulated.split_at_checked(LATTICE_CIPHERTEXT)?;
        let point = PublicKey::from(<[u8; 32]>::try_from(point).ok()?);
        let agreed = self.curve.diffie_hellman(&point);
        if !agreed.was_contributory() {
            return None;
        }
        let mut inner = self.lattice.decapsulate(lattice.try_into().ok()?).ok()?;
        let shared = combine(&inner, agreed.as_bytes(), &point, &self.public.curve);
        inner.as_mut_slice().zeroize();
        Some(shared)
    }
}

impl Public {
    /// Reads 1216 bytes; `None` if the lattice half is not reduced (FIPS 203 7.2) or the curve half has low order.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (lattice, point) = bytes.split_at_checked(LATTICE_PUBLIC)?;
        let curve = PublicKey::from(<[u8; 32]>::try_from(point).ok()?);
        let key = EncapsulationKey::from_bytes(lattice.try_into().ok()?);
        let reduced = key.as_bytes().as_slice() == lattice;
        let contributes = StaticSecret::from([1; 32]).diffie_hellman(&curve).was_contributory();
        (reduced && contributes).then_some(Self { lattice: key, curve })
    }

    /// The 1216 bytes.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        [self.lattice.as_bytes().as_slice(), self.curve.as_bytes()].concat()
    }

    /// A fresh shared secret and its encapsulation; `None` if the key turns out unusable.
    pub(super) fn encapsulate(&self, rng: &mut (impl CryptoRng + RngCore)) -> Option<(Vec<u8>, Shared)> {
        let mut message = B32::default();
        rng.fill_bytes(&mut message);
        let (lattice, mut inner) = self.lattice.encapsulate_deterministic(&message).ok()?;
        message.as_mut_slice().zeroize();
        let ephemeral = StaticSecret::random_from_rng(rng);
        let point = PublicKey::from(&ephemeral);
        let agreed = ephemeral.diffie_hellman(&self.curve);
        let shared = combine(&inner, agreed.as_bytes(), &point, &self.curve);
        inner.as_mut_slice().zeroize();
        let encapsulated = [lattice.as_slice(), point.as_bytes()].concat();
        agreed.was_contributory().then_some((encapsulated, shared))
    }
}

/// The X-Wing combiner (draft-connolly-cfrg-xwing-kem): SHA3-256 over both secrets, the curve's points and a label.
fn combine(lattice: &[u8], agreed: &[u8], point: &PublicKey, own: &PublicKey) -> Shared {
    let hasher = Sha3_256::new().chain_update(lattice).chain_update(agreed);
    let hasher = hasher.chain_update(point.as_bytes()).chain_update(own.as_bytes()).chain_update(X_WING);
    Zeroizing::new(hasher.finalize().into())
}
