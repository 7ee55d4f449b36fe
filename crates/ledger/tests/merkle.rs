//! The tree against the known answers of certificate transparency's test data, and its proofs against all small trees.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use ledger::{Error, Hash, merkle};
use proptest::prelude::*;

const LEAVES: [&str; 8] = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn known() -> Vec<Hash> {
    LEAVES.iter().map(|leaf| merkle::leaf_hash(&hex::decode(leaf).unwrap())).collect()
}

fn many(count: usize) -> Vec<Hash> {
    (0..count).map(|n| merkle::leaf_hash(&n.to_le_bytes())).collect()
}

fn long(size: usize) -> u64 {
    u64::try_from(size).unwrap()
}

#[test]
fn roots_are_the_known_ones() {
    for (size, root) in ROOTS.iter().enumerate() {
        assert_eq!(merkle::root(&known()[..size]).to_string(), *root, "{size} leaves");
    }
}

#[test]
fn the_known_path_of_leaf_five_of_eight_is_made() {
    let proof: Vec<_> = merkle::inclusion_proof(&known(), 5).unwrap().iter().map(Hash::to_string).collect();
    assert_eq!(
        proof,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]
    );
}

#[test]
fn every_inclusion_proof_of_every_small_tree_holds_for_its_place_alone() {
    for size in 1..40 {
        let leaves = many(size);
        let root = merkle::root(&leaves);
        for index in 0..size {
            let proof = merkle::inclusion_proof(&leaves, index).unwrap();
            for place in 0..size {
                let held = merkle::verify_inclusion(&leaves[index], long(place), long(size), &proof, &root);
                assert_eq!(held.is_ok(), place == index, "leaf {index} at {place} of {size}");
            }
        }
        assert_eq!(merkle::inclusion_proof(&leaves, size), Err(Error::Range));
        assert_eq!(merkle::verify_inclusion(&leaves[0], long(size), long(size), &[], &root), Err(Error::Range));
    }
}

#[test]
fn every_consistency_proof_of_every_small_tree_holds() {
    for new in 1..40 {
        let leaves = many(new);
        for old in 1..=new {
            let (old_root, new_root) = (merkle::root(&leaves[..old]), merkle::root(&leaves));
            let proof = merkle::consistency_proof(&leaves, old).unwrap();
            merkle::verify_consistency(long(old), long(new), &proof, &old_root, &new_root).unwrap();
            let mut rewritten = leaves.clone();
            rewritten[old - 1] = merkle::leaf_hash(b"rewritten");
            let forged = merkle::consistency_proof(&rewritten, old).unwrap();
            let forged_root = merkle::root(&rewritten);
            assert!(merkle::verify_consistency(long(old), long(new), &forged, &old_root, &forged_root).is_err(), "{old} of {new}");
            assert!(merkle::verify_consistency(long(old), long(new), &proof, &old_root, &forged_root).is_err());
        }
    }
    assert_eq!(merkle::consistency_proof(&many(3), 0), Err(Error::Range));
    assert_eq!(merkle::verify_consistency(4, 3, &[], &many(1)[0], &many(1)[0]), Err(Error::Range));
}

proptest! {
    #[test]
    fn a_changed_lengthened_or_shortened_proof_never_holds(size in 2usize..200, at: prop::sample::Index, bad: [u8; 32], step: prop::sample::Index) {
        let leaves = many(size);
        let index = at.index(size);
        let root = merkle::root(&leaves);
        let proof = merkle::inclusion_proof(&leaves, index).unwrap();
        let verify = |proof: &[Hash]| merkle::verify_inclusion(&leaves[index], long(index), long(size), proof, &root);
        prop_assert_eq!(verify(&proof), Ok(()));
        prop_assert_eq!(verify(&proof[1..]), Err(Error::Proof));
        prop_assert_eq!(verify(&[&proof[..], &[Hash::from_bytes(bad)]].concat()), Err(Error::Proof));
        let mut changed = proof.clone();
        changed[step.index(proof.len())] = Hash::from_bytes(bad);
        prop_assert_eq!(verify(&changed), Err(Error::Proof));
    }

    #[test]
    fn a_proof_of_any_bytes_and_any_sizes_never_panics(old: u64, new: u64, steps in prop::collection::vec(any::<[u8; 32]>(), 0..70)) {
        let steps: Vec<_> = steps.into_iter().map(Hash::from_bytes).collect();
        let hash = Hash::of(&[b"x"]);
        prop_assert!(merkle::verify_inclusion(&hash, old, new, &steps, &merkle::root(&[])).is_err());
        let _ = merkle::verify_consistency(old, new, &steps, &hash, &hash);
    }
}
