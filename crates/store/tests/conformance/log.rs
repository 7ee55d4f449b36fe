//! The log: one public leaf a tick over 256 inner ones, signed as it grows.

use domain::{Leaf, log::INNER_LEAVES};
use sha2::{Digest, Sha256};

use crate::{
    house::{House, TODAY},
    on_both,
};

on_both!(the_log_grows_by_one_signed_leaf_a_tick_and_holds_what_was_promised);

fn hash(parts: &[&[u8]]) -> [u8; 32] {
    parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part)).finalize().into()
}

/// RFC 6962's tree head, for a number of leaves that is a power of two.
fn root(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [only] => hash(&[&[0], only]),
        _ => {
            let (left, right) = leaves.split_at(leaves.len() / 2);
            hash(&[&[1], &root(left), &root(right)])
        }
    }
}

async fn the_log_grows_by_one_signed_leaf_a_tick_and_holds_what_was_promised(house: House) {
    assert_eq!(house.store.checkpoint().await.unwrap(), None);
    let mut promised = Vec::new();
    for tick in 0..4 {
        let filed = house.store.file(house.filing(&[house.person()], None), TODAY).await.unwrap();
        assert_eq!(filed.tick, tick);
        promised.push(filed.leaf);
        house.tick().await;
        assert_eq!(house.store.checkpoint().await.unwrap(), Some(format!("checkpoint {}", tick + 1)));
    }
    let public = house.store.public_leaves(0, 100).await.unwrap();
    assert_eq!(house.signed.seen.lock().unwrap().last(), Some(&(4, root(&public))));
    assert_eq!(house.store.public_leaves(1, 2).await.unwrap(), public[1..3]);
    for (tick, leaf) in promised.iter().enumerate() {
        let inner: Vec<Leaf> = house.store.inner_leaves(tick.try_into().unwrap()).await.unwrap().unwrap();
        assert_eq!((inner.len(), inner.iter().filter(|inner| *inner == leaf).count()), (INNER_LEAVES, 1));
        assert_eq!(root(&inner.iter().map(|leaf| *leaf.as_bytes()).collect::<Vec<_>>()), public[tick]);
    }
    assert_eq!(house.store.inner_leaves(4).await.unwrap(), None);
}
