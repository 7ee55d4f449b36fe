//! Cards: the vectors that both implementations must come to, and what is refused.

use serde::Deserialize;
use serde_json::{Value, json};

use super::*;
use crate::item::Kind;

const VECTORS: &str = include_str!("../../vectors/cards.json");

#[derive(Deserialize)]
struct Vectors {
    cards: Vec<Vector>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    changes: Vec<Said>,
    card: Value,
}

#[derive(Deserialize)]
struct Said {
    by: StaffId,
    day: Day,
    hash: Hash,
    change: Value,
}

#[derive(Deserialize)]
struct Refused {
    name: String,
    change: Value,
}

fn vectors() -> Vectors {
    serde_json::from_str(VECTORS).unwrap()
}

fn read(change: &Value) -> Option<Change> {
    match Body::read(Kind::Change, &serde_json::to_vec(change).unwrap()) {
        Ok(Body::Change(change)) => Some(*change),
        _ => None,
    }
}

fn shown(card: &Card) -> Value {
    let handed = card.handed.iter().map(|(day, given)| json!({ "day": day, "to": given.to, "reason": given.reason }));
    let ended = card.ended.as_ref().map(|ended| {
        let Reasoned { choice, reason } = &ended.closure;
        json!({ "choice": choice, "reason": reason, "by": ended.by, "agreed": ended.agreed, "holds": ended.holds() })
    });
    json!({
        "title": card.title, "labels": card.labels, "lead": card.lead, "outcome": card.outcome, "tasks": card.tasks,
        "linked": card.linked, "handed": handed.collect::<Vec<_>>(), "ended": ended,
    })
}

#[test]
fn the_shared_vectors_come_to_the_cards_they_name() {
    let vectors = vectors();
    assert!(vectors.cards.len() > 10);
    for Vector { name, changes, card } in &vectors.cards {
        let read: Vec<_> = changes.iter().map(|said| (said, read(&said.change).expect(name))).collect();
        let made = read.iter().map(|(said, change)| Made { by: said.by, day: said.day, hash: said.hash, change });
        assert_eq!(shown(&Card::of(made)), *card, "{name}");
    }
}

#[test]
fn what_the_vectors_refuse_is_not_read() {
    for Refused { name, change } in vectors().refused {
        assert!(read(&change).is_none(), "{name}");
    }
}

#[test]
fn a_change_is_written_as_it_was_read() {
    for said in vectors().cards.into_iter().flat_map(|vector| vector.changes) {
        let change = read(&said.change).unwrap();
        let written = Body::Change(Box::new(change)).write().unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&written).unwrap(), said.change);
    }
}
