//! A server that rewrites its log, in every way there is.

use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};

use super::*;
use crate::note::KeyName;

fn leaf(n: usize) -> Hash {
    Hash::of(&[b"leaf", &n.to_le_bytes()])
}

/// What a server would sign that grew honestly to these leaves.
fn checkpoint(leaves: &[Hash]) -> Checkpoint {
    Checkpoint { origin: KeyName::parse("sottovoce-log-00").unwrap(), size: u64::try_from(leaves.len()).unwrap(), root: root(leaves) }
}

fn log(size: usize) -> Vec<Hash> {
    (0..size).map(leaf).collect()
}

proptest! {
    #[test]
    fn an_honest_log_grew_from_each_of_its_own_pasts(size in 1..200_usize, old in 0..200_usize) {
        let leaves = log(size);
        let old = old.min(size);
        let history = History::check(checkpoint(&leaves), leaves.clone()).unwrap();
        prop_assert_eq!(history.grew_from(&checkpoint(&leaves[..old])), Ok(()));
    }

    /// Both what is shown under an old signature, and what is signed anew after the past was rewritten.
    #[test]
    fn a_past_that_was_rewritten_is_found(size in 2..120_usize, at in 0..120_usize, to in 0..120_usize) {
        let honest = log(size);
        let (at, to) = (at % size, to % size);
        let mut changed = honest.clone();
        changed[at] = leaf(9_999);
        let mut removed = honest.clone();
        removed.remove(at);
        let mut inserted = honest.clone();
        inserted.insert(at, leaf(9_999));
        let mut moved = honest.clone();
        moved.swap(at, to);
        let truncated = honest[..at].to_vec();
        let mut forked = honest[..at].to_vec();
        forked.extend((0..size + 3).map(|n| leaf(5_000 + n)));
        for (name, lie) in [("changed", changed), ("removed", removed), ("inserted", inserted), ("moved", moved), ("truncated", truncated), ("forked", forked)] {
            if lie == honest {
                continue;
            }
            prop_assert!(History::check(checkpoint(&honest), lie.clone()).is_err(), "{} under the old signature", name);
            let anew = History::check(checkpoint(&lie), lie.clone()).unwrap();
            prop_assert!(anew.grew_from(&checkpoint(&honest)).is_err(), "{} and signed anew", name);
        }
    }
}

#[test]
fn another_log_is_not_taken_for_this_one() {
    let leaves = log(3);
    let history = History::check(checkpoint(&leaves), leaves.clone()).unwrap();
    let other = Checkpoint { origin: KeyName::parse("sottovoce-log-01").unwrap(), ..checkpoint(&leaves) };
    assert_eq!(history.grew_from(&other), Err(Error::Checkpoint));
}

#[test]
fn a_filing_is_found_in_its_own_tick_only() {
    let mut rng = StdRng::seed_from_u64(1);
    let filing = leaf(77);
    let (before, its) = (InnerTree::make(&[], &mut rng).unwrap(), InnerTree::make(&[filing], &mut rng).unwrap());
    let leaves = vec![before.root(), its.root()];
    let history = History::check(checkpoint(&leaves), leaves).unwrap();
    assert_eq!(history.holds(&filing, 1, &its), Ok(()));
    assert_eq!(history.holds(&filing, 0, &its), Err(Error::Proof), "the tree of another tick");
    assert_eq!(history.holds(&filing, 0, &before), Err(Error::Proof), "a tick without it");
    assert_eq!(history.holds(&filing, 2, &its), Err(Error::Range), "a tick to come");
    let mut forged = its.leaves().to_vec();
    forged[0] = filing;
    let forged = InnerTree::from_leaves(forged).unwrap();
    assert_eq!(history.holds(&filing, 1, &forged), if forged == its { Ok(()) } else { Err(Error::Proof) }, "a tree made up afterwards");
}
