//! The tree inside one tick: always 256 leaves, so that nobody can count what happened. Never tells real leaves from filling.

use rand::{CryptoRng, RngCore, seq::SliceRandom};

use crate::{Error, Hash, merkle};

/// Leaves in the tree of a tick, real ones and filling together.
pub const LEAVES: usize = 256;

/// The shuffled leaves of a tick. To be kept: proofs for its real leaves are made from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InnerTree {
    leaves: Vec<Hash>,
}

impl InnerTree {
    /// Fills up with random leaves and shuffles.
    ///
    /// # Errors
    /// [`Error::Full`] for more than [`LEAVES`]; the rest waits for the next tick.
    pub fn make(real: &[Hash], rng: &mut (impl CryptoRng + RngCore)) -> Result<Self, Error> {
        if real.len() > LEAVES {
            return Err(Error::Full);
        }
        let mut leaves = real.to_vec();
        while leaves.len() < LEAVES {
            let mut filling = [0; 32];
            rng.fill_bytes(&mut filling);
            leaves.push(Hash::from_bytes(filling));
        }
        leaves.shuffle(rng);
        Ok(Self { leaves })
    }

    /// Takes the leaves of a stored tick again.
    ///
    /// # Errors
    /// [`Error::Range`] if they are not [`LEAVES`].
    pub fn from_leaves(leaves: Vec<Hash>) -> Result<Self, Error> {
        if leaves.len() == LEAVES { Ok(Self { leaves }) } else { Err(Error::Range) }
    }

    /// All leaves, in the order of the tree.
    pub fn leaves(&self) -> &[Hash] {
        &self.leaves
    }

    /// The root: the data of this tick's leaf in the public tree.
    pub fn root(&self) -> Hash {
        merkle::root(&self.hashes())
    }

    /// The leaf hash of this tick in the public tree.
    pub fn public_leaf(&self) -> Hash {
        merkle::leaf_hash(self.root().as_ref())
    }

    /// Place and proof of a leaf, if it is in this tick.
    pub fn prove(&self, leaf: &Hash) -> Option<(usize, Vec<Hash>)> {
        let place = self.leaves.iter().position(|own| own == leaf)?;
        let proof = merkle::inclusion_proof(&self.hashes(), place).ok()?;
        Some((place, proof))
    }

    fn hashes(&self) -> Vec<Hash> {
        self.leaves.iter().map(|leaf| merkle::leaf_hash(leaf.as_ref())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng, rngs::StdRng};

    fn real(count: usize) -> Vec<Hash> {
        (0..count).map(|n| Hash::of(&[&n.to_le_bytes()])).collect()
    }

    #[test]
    fn every_tick_has_the_same_number_of_leaves_whatever_happened() {
        for count in [0, 1, 255, 256] {
            let tree = InnerTree::make(&real(count), &mut StdRng::seed_from_u64(1)).unwrap();
            assert_eq!(tree.leaves().len(), LEAVES);
            for leaf in real(count) {
                let (place, proof) = tree.prove(&leaf).unwrap();
                let hash = merkle::leaf_hash(leaf.as_ref());
                merkle::verify_inclusion(&hash, u64::try_from(place).unwrap(), 256, &proof, &tree.root()).unwrap();
            }
        }
        assert_eq!(InnerTree::make(&real(257), &mut StdRng::seed_from_u64(1)), Err(Error::Full));
    }

    #[test]
    fn a_leaf_does_not_keep_its_place() {
        let leaf = real(1)[0];
        let places: std::collections::BTreeSet<_> =
            (0..64).map(|seed| InnerTree::make(&[leaf], &mut StdRng::seed_from_u64(seed)).unwrap().prove(&leaf).unwrap().0).collect();
        assert!(places.len() > 32, "{places:?}");
    }

    #[test]
    fn filling_is_new_each_time() {
        let one = InnerTree::make(&[], &mut StdRng::seed_from_u64(1)).unwrap();
        let two = InnerTree::make(&[], &mut StdRng::seed_from_u64(2)).unwrap();
        assert!(one.leaves().iter().all(|leaf| two.prove(leaf).is_none()));
        assert_eq!(one.leaves().iter().collect::<std::collections::BTreeSet<_>>().len(), LEAVES);
    }
}
