//! Records of the staff, true and lying.

use rand::{SeedableRng, rngs::StdRng};

use super::*;
use crate::tick::InnerTree;

fn record(seq: u64) -> Record {
    Record {
        seq,
        day: 20_778,
        kind: "invited".to_owned(),
        by: Some(PersonId::from_bytes([1; 16])),
        about: Some(PersonId::from_bytes([2; 16])),
        name: "Internal audit, Lisbon".to_owned(),
        roles: vec!["auditor".to_owned()],
        roster: None,
    }
}

fn entries(count: u64) -> (Vec<UnverifiedEntry>, Hash) {
    let texts: Vec<String> = (0..count).map(|seq| serde_json::to_string(&record(seq)).unwrap()).collect();
    let leaves: Vec<Hash> = texts.iter().map(|text| staff_leaf(&[7; 32], text)).collect();
    let tree = InnerTree::make(&leaves, &mut StdRng::seed_from_u64(3)).unwrap();
    let entry = |(text, leaf): (&String, &Hash)| {
        let (place, proof) = tree.prove(leaf).unwrap();
        UnverifiedEntry { tick: 0, place: place.try_into().unwrap(), blinding: Hash::from_bytes([7; 32]), record: text.clone(), proof }
    };
    (texts.iter().zip(&leaves).map(entry).collect(), tree.root())
}

#[test]
fn a_record_stands_in_its_tick_and_a_changed_one_does_not() {
    let (entries, root) = entries(3);
    for entry in &entries {
        assert_eq!(entry.stands_in(&root), Ok(()));
        let changed = [
            UnverifiedEntry { record: entry.record.replace("auditor", "handler"), ..entry.clone() },
            UnverifiedEntry { record: format!("{} ", entry.record), ..entry.clone() },
            UnverifiedEntry { blinding: Hash::from_bytes([8; 32]), ..entry.clone() },
            UnverifiedEntry { place: entry.place ^ 1, ..entry.clone() },
            UnverifiedEntry { proof: Vec::new(), ..entry.clone() },
            UnverifiedEntry { place: 256, ..entry.clone() },
        ];
        assert!(changed.iter().all(|changed| changed.stands_in(&root).is_err()));
        assert!(entry.stands_in(&Hash::of(&[b"another tick"])).is_err());
    }
}

#[test]
fn a_record_that_is_held_back_put_in_or_moved_is_missed() {
    let all: Vec<Record> = (0..5).map(record).collect();
    assert_eq!(without_gap(&all), Ok(5));
    assert_eq!(without_gap([]), Ok(0));
    for gone in 0..4 {
        let rest: Vec<_> = all.iter().filter(|record| record.seq != gone).collect();
        assert_eq!(without_gap(rest), Err(Error::Missing(gone)));
    }
    let mut moved = all.clone();
    moved.swap(1, 2);
    assert_eq!(without_gap(&moved), Err(Error::Missing(1)));
    let twice: Vec<_> = all.iter().take(2).chain(all.iter().skip(1)).collect();
    assert_eq!(without_gap(twice), Err(Error::Missing(2)));
}

#[test]
fn a_record_is_read_strictly() {
    let text = serde_json::to_string(&record(4)).unwrap();
    assert_eq!(serde_json::from_str::<Record>(&text).unwrap(), record(4));
    for wrong in [
        text.replace("\"seq\":4", "\"seq\":4,\"seq\":5"),
        text.replace("{\"seq\"", "{\"more\":1,\"seq\""),
        text.replace("\"day\":20778,", ""),
    ] {
        assert!(serde_json::from_str::<Record>(&wrong).is_err(), "{wrong}");
    }
}
