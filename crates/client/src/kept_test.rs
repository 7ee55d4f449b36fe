//! An auditor's export that somebody tampered with, in every way there is: `sotto log verify` finds each.

use ledger::checkpoint::Checkpoint;
use ledger::entry::{PersonId, staff_leaf};
use ledger::note::KeyName;
use ledger::tick::InnerTree;
use ledger::{SigningKey, merkle};
use rand::SeedableRng;
use rand::rngs::StdRng;
use sealing::InstallationId;
use sealing::channel::Channel;

use super::*;
use crate::log::Log;

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32])
}

fn channel() -> Channel {
    Channel {
        organisation: "Example".into(),
        installation: InstallationId::from_bytes([1; 16]),
        organisation_keys: Vec::new(),
        log_key: key().verifying_key(),
    }
}

fn record(seq: u64) -> String {
    let by = Some(PersonId::from_bytes([3; 16]));
    let record =
        Record { seq, day: 20_778, kind: "signed-in".into(), by, about: None, name: String::new(), roles: Vec::new(), roster: None };
    serde_json::to_string(&record).unwrap()
}

/// A server's log: what it tells in each tick, made honestly or anew after a lie.
struct Server {
    trees: Vec<(InnerTree, Vec<String>)>,
}

impl Server {
    /// `told[t]` are the records of tick t.
    fn telling(told: &[Vec<String>]) -> Self {
        let mut rng = StdRng::seed_from_u64(5);
        let tree = |records: &Vec<String>| {
            let leaves: Vec<Hash> = records.iter().map(|record| staff_leaf(&[9; 32], record)).collect();
            (InnerTree::make(&leaves, &mut rng).unwrap(), records.clone())
        };
        Self { trees: told.iter().map(tree).collect() }
    }

    fn honest() -> Self {
        Self::telling(&[vec![record(0), record(1)], vec![], vec![record(2), record(3)]])
    }

    fn leaves(&self) -> Vec<Hash> {
        self.trees.iter().map(|(tree, _)| tree.root()).collect()
    }

    /// What an auditor saves.
    fn export(&self) -> Vec<String> {
        let leaves = self.leaves();
        let root = merkle::root(&leaves.iter().map(|leaf| merkle::leaf_hash(leaf.as_ref())).collect::<Vec<_>>());
        let origin = KeyName::parse(&format!("sottovoce-log-{}", channel().installation)).unwrap();
        let checkpoint = Checkpoint { origin, size: leaves.len().try_into().unwrap(), root }.sign(&key()).unwrap();
        let mut lines = vec![serde_json::to_string(&Kept { checkpoint, leaves }).unwrap()];
        for ((tree, records), tick) in self.trees.iter().zip(0..) {
            for record in records {
                let (place, proof) = tree.prove(&staff_leaf(&[9; 32], record)).unwrap();
                let blinding = Hash::from_bytes([9; 32]);
                let entry = UnverifiedEntry { tick, place: place.try_into().unwrap(), blinding, record: record.clone(), proof };
                lines.push(serde_json::to_string(&entry).unwrap());
            }
        }
        lines
    }
}

fn read(lines: &[String]) -> Result<Log> {
    Log::kept(&channel(), lines.join("\n").as_bytes())
}

#[test]
fn an_honest_export_holds_without_a_server_and_tells_what_it_tells() {
    let log = read(&Server::honest().export()).unwrap();
    assert_eq!((log.ticks(), log.told().len()), (3, 4));
    assert_eq!(log.told().iter().map(|told| told.tick).collect::<Vec<_>>(), [0, 0, 2, 2]);
    let nothing = Server::telling(&[vec![]]).export();
    assert_eq!(read(&nothing).unwrap().told(), []);
}

#[test]
fn an_export_in_which_a_record_was_changed_removed_inserted_or_moved_is_refused() {
    let honest = Server::honest().export();
    let with = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines = honest.clone();
        change(&mut lines);
        read(&lines).err().unwrap()
    };
    let changed = with(&|lines| lines[1] = lines[1].replace("20778", "20777"));
    assert!(matches!(changed, Error::Lie(Lie::Record(2))), "{changed}");
    for (gone, number) in (1..=3).zip(0..) {
        let removed = with(&|lines| drop(lines.remove(gone)));
        assert!(matches!(removed, Error::Lie(Lie::RecordMissing(missing)) if missing == number), "{removed}");
    }
    let moved = with(&|lines| lines.swap(1, 2));
    assert!(matches!(moved, Error::Lie(Lie::RecordMissing(0))), "{moved}");
    let twice = with(&|lines| lines.insert(2, lines[1].clone()));
    assert!(matches!(twice, Error::Lie(Lie::RecordMissing(1))), "{twice}");
    let inserted = with(&|lines| lines.push(lines[4].replace("\\\"seq\\\":3", "\\\"seq\\\":4")));
    assert!(matches!(inserted, Error::Lie(Lie::Record(6))), "{inserted}");
    let elsewhere = with(&|lines| lines[1] = lines[1].replacen("\"tick\":0", "\"tick\":2", 1));
    assert!(matches!(elsewhere, Error::Lie(Lie::Record(2))), "{elsewhere}");
    let to_come = with(&|lines| lines[1] = lines[1].replacen("\"tick\":0", "\"tick\":7", 1));
    assert!(matches!(to_come, Error::Lie(Lie::Record(2))), "{to_come}");
}

#[test]
fn a_log_that_was_signed_anew_after_a_change_is_found_by_whoever_kept_an_export() {
    let kept = Server::honest().export().join("\n");
    let older = Log::kept(&channel(), kept.as_bytes()).unwrap();
    let grown = Server::telling(&[vec![record(0), record(1)], vec![], vec![record(2), record(3)], vec![record(4)]]);
    // The generator is seeded, so the first three ticks of an honest server that went on are the same.
    assert_eq!(read(&grown.export()).unwrap().grew_from(kept.as_bytes(), None).unwrap(), older.ticks());
    let other = record(1).replace("signed-in", "invited");
    let lies = [
        ("changed", Server::telling(&[vec![record(0), other], vec![], vec![record(2), record(3)], vec![]])),
        ("removed", Server::telling(&[vec![record(0)], vec![], vec![record(1), record(2)], vec![]])),
        ("inserted", Server::telling(&[vec![record(0), record(1)], vec![record(2)], vec![record(3), record(4)], vec![]])),
        ("moved", Server::telling(&[vec![record(0), record(1)], vec![record(2), record(3)], vec![], vec![]])),
        ("truncated", Server::telling(&[vec![record(0), record(1)], vec![]])),
        ("forked", Server::telling(&[vec![record(0), record(1)], vec![], vec![], vec![record(2)]])),
    ];
    for (name, lie) in lies {
        let newer = read(&lie.export()).unwrap_or_else(|error| panic!("{name} is whole in itself: {error}"));
        let found = newer.grew_from(kept.as_bytes(), None).err().unwrap_or_else(|| panic!("{name} was not found"));
        assert!(matches!(found, Error::Lie(Lie::LogRewritten(3))), "{name}: {found}");
    }
}

#[test]
fn records_that_are_told_no_more_are_missed_although_the_log_is_the_same() {
    let honest = Server::honest().export();
    let silent = read(&honest[..3]).unwrap();
    let found = silent.grew_from(honest.join("\n").as_bytes(), None).err().unwrap();
    assert!(matches!(found, Error::Lie(Lie::RecordMissing(2))), "{found}");
    // A log that was saved without records says nothing of them.
    let bare = read(&honest[..1]).unwrap();
    assert!(bare.grew_from(honest[0].as_bytes(), None).is_ok());
}

#[test]
fn a_record_whose_seq_lies_is_missed_even_where_it_stands() {
    let gap = Server::telling(&[vec![record(0), record(2)]]);
    assert!(matches!(read(&gap.export()).err(), Some(Error::Lie(Lie::RecordMissing(1)))));
    let strange = Server::telling(&[vec!["{\"seq\":0}".to_owned()]]);
    assert!(matches!(read(&strange.export()).err(), Some(Error::Lie(Lie::Record(2)))));
}
