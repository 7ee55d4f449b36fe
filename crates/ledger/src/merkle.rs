//! The Merkle tree of RFC 6962 (algorithms as RFC 9162 2.1 words them). Keeps no tree: works on lists of leaf hashes.

use crate::{Error, Hash};

/// Hash of a leaf's data: SHA-256(0x00 ‖ data).
pub fn leaf_hash(data: &[u8]) -> Hash {
    Hash::of(&[&[0], data])
}

/// Hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash::of(&[&[1], left.as_ref(), right.as_ref()])
}

/// Root over leaf hashes; of no leaves it is SHA-256 of nothing.
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(&[]),
        [only] => *only,
        _ => {
            let (left, right) = halves(leaves);
            node_hash(&root(left), &root(right))
        }
    }
}

/// The path from leaf `index` up to the root, lowest first.
///
/// # Errors
/// [`Error::Range`] if there is no such leaf.
pub fn inclusion_proof(leaves: &[Hash], index: usize) -> Result<Vec<Hash>, Error> {
    if index >= leaves.len() {
        return Err(Error::Range);
    }
    let mut proof = Vec::new();
    let (mut part, mut index) = (leaves, index);
    while part.len() > 1 {
        let (left, right) = halves(part);
        if index < left.len() {
            proof.push(root(right));
            part = left;
        } else {
            proof.push(root(left));
            index -= left.len();
            part = right;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// Checks that `leaf` stands at `index` in the tree of `size` leaves under `root` (RFC 9162 2.1.3.2).
///
/// # Errors
/// [`Error::Range`] for an index outside, [`Error::Proof`] if the path does not lead to the root.
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> Result<(), Error> {
    if index >= size {
        return Err(Error::Range);
    }
    let (mut place, mut last, mut hash) = (index, size - 1, *leaf);
    for step in proof {
        if last == 0 {
            return Err(Error::Proof);
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(step, &hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, step);
        }
        place >>= 1;
        last >>= 1;
    }
    if last == 0 && hash == *root { Ok(()) } else { Err(Error::Proof) }
}

/// The proof that the tree of all leaves grew out of its first `old` ones (RFC 9162 2.1.4.1).
///
/// # Errors
/// [`Error::Range`] if `old` is 0 or more than there are.
pub fn consistency_proof(leaves: &[Hash], old: usize) -> Result<Vec<Hash>, Error> {
    if old == 0 || old > leaves.len() {
        return Err(Error::Range);
    }
    let mut proof = Vec::new();
    let (mut part, mut old, mut whole) = (leaves, old, true);
    while old < part.len() {
        let (left, right) = halves(part);
        if old <= left.len() {
            proof.push(root(right));
            part = left;
        } else {
            proof.push(root(left));
            old -= left.len();
            part = right;
            whole = false;
        }
    }
    if !whole {
        proof.push(root(part));
    }
    proof.reverse();
    Ok(proof)
}

/// Checks that the tree of `new` leaves grew out of the one of `old` leaves (RFC 9162 2.1.4.2).
///
/// # Errors
/// [`Error::Range`] for impossible sizes, [`Error::Proof`] if the proof does not lead to both roots.
pub fn verify_consistency(old: u64, new: u64, proof: &[Hash], old_root: &Hash, new_root: &Hash) -> Result<(), Error> {
    if old == 0 || old > new {
        return Err(Error::Range);
    }
    if old == new {
        return if proof.is_empty() && old_root == new_root { Ok(()) } else { Err(Error::Proof) };
    }
    let start = if old.is_power_of_two() { Some(old_root) } else { None };
    let mut steps = start.into_iter().chain(proof);
    let first = *steps.next().ok_or(Error::Proof)?;
    let shift = (old - 1).trailing_ones();
    let (mut place, mut last) = ((old - 1) >> shift, (new - 1) >> shift);
    let (mut old_hash, mut new_hash) = (first, first);
    for step in steps {
        if last == 0 {
            return Err(Error::Proof);
        }
        if place & 1 == 1 || place == last {
            old_hash = node_hash(step, &old_hash);
            new_hash = node_hash(step, &new_hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, step);
        }
        place >>= 1;
        last >>= 1;
    }
    if last == 0 && old_hash == *old_root && new_hash == *new_root { Ok(()) } else { Err(Error::Proof) }
}

/// Left and right part of at least two leaves: the left one is the largest power of two below their number.
fn halves(leaves: &[Hash]) -> (&[Hash], &[Hash]) {
    let half = leaves.len().next_power_of_two() / 2;
    leaves.split_at(half)
}
