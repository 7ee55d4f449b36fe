//! The card of a case: what its members' changes come to, in the order in which they were made. The server knows nothing of it.
//! Never judged by what the server says: a rule for two people holds because both signed.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Day;
use ledger::Hash;

use crate::item::{Author, Body, Change, Closure, HandOff, IdentityAsked, Outcome, People, Reasoned, SignedItem, Task};
use crate::{CaseId, StaffId, TaskId};

/// One change with who made it, when, and the hash of the item it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    /// Who.
    pub by: StaffId,
    /// When, as the author's clock had it.
    pub day: Day,
    /// The item's hash.
    pub hash: Hash,
    /// What.
    pub change: &'a Change,
}

/// How a case ended, and whether that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// How, and why.
    pub closure: Reasoned<Closure>,
    /// Who said so.
    pub by: StaffId,
    /// The second member who agreed, if any.
    pub agreed: Option<StaffId>,
    /// The hash of the item, by which somebody agrees.
    pub hash: Hash,
}

impl Ended {
    /// Whether it counts: "knowingly false" only when another member agreed to exactly this.
    pub fn holds(&self) -> bool {
        self.closure.choice != Closure::KnowinglyFalse || self.agreed.is_some()
    }
}

/// A request to keepers for the reporter's name, as whoever asked told the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityRequest {
    /// Hash of the request.
    pub request: Hash,
    /// Hash of the vault.
    pub vault: Hash,
    /// Who asked.
    pub by: StaffId,
    /// When.
    pub day: Day,
    /// The two keepers.
    pub to: People,
    /// Why.
    pub reason: String,
    /// Why the reporter is not told, if they are not.
    pub withheld: Option<String>,
    /// Whether the name was read by it.
    pub read: bool,
}

/// What members keep about a case among themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// What they call it; empty where they do not.
    pub title: String,
    /// Its labels.
    pub labels: BTreeSet<String>,
    /// Who leads.
    pub lead: Option<StaffId>,
    /// What the first look came to.
    pub outcome: Option<Reasoned<Outcome>>,
    /// Tasks, in the order in which they were set.
    pub tasks: Vec<Task>,
    /// Other cases about the same matter.
    pub linked: BTreeSet<CaseId>,
    /// Whom it was handed to, and when.
    pub handed: Vec<(Day, HandOff)>,
    /// How it ended.
    pub ended: Option<Ended>,
    /// Requests for the reporter's name, in the order in which they were told.
    pub identities: Vec<IdentityRequest>,
}

impl Card {
    /// The card after these changes, made in this order.
    pub fn of<'a>(changes: impl IntoIterator<Item = Made<'a>>) -> Self {
        let mut card = Self::default();
        let mut places = BTreeMap::new();
        for made in changes {
            card.apply(made, &mut places);
        }
        card
    }

    /// The card out of the members' items, in the order in which they were written.
    pub(crate) fn of_items<'a>(items: impl IntoIterator<Item = &'a SignedItem>) -> Self {
        Self::of(items.into_iter().filter_map(|item| match (item.header().author, item.body()) {
            (Author::Staff(by), Body::Change(change)) => Some(Made { by, day: item.header().day, hash: item.hash(), change }),
            _ => None,
        }))
    }

    fn apply(&mut self, Made { by, day, hash, change }: Made<'_>, places: &mut BTreeMap<TaskId, usize>) {
        match change {
            Change::Title(title) => title.clone_into(&mut self.title),
            Change::Label(label) => switch(&mut self.labels, &label.name, label.on),
            Change::Lead(lead) => self.lead = *lead,
            Change::Outcome(outcome) => self.outcome = Some(outcome.clone()),
            Change::Task(task) => {
                let place = *places.entry(task.task).or_insert(self.tasks.len());
                match self.tasks.get_mut(place) {
                    Some(known) => known.clone_from(task),
                    None => self.tasks.push(task.clone()),
                }
            }
            Change::Linked(linked) => switch(&mut self.linked, &linked.name, linked.on),
            Change::HandOff(given) => self.handed.push((day, given.clone())),
            Change::Closure(closure) => self.ended = Some(Ended { closure: closure.clone(), by, agreed: None, hash }),
            Change::Reopened(_) => self.ended = None,
            Change::Agreed(to) => {
                // Who said it cannot be the second who agrees, and agreeing to an earlier one says nothing of this.
                if let Some(ended) = self.ended.as_mut().filter(|ended| ended.hash == *to && ended.by != by) {
                    ended.agreed.get_or_insert(by);
                }
            }
            Change::IdentityAsked(asked) => self.ask(by, day, asked),
            Change::IdentityRead(request) => {
                // Nobody can say of another that they read a name.
                if let Some(one) = self.identities.iter_mut().find(|one| one.by == by && one.request == *request) {
                    one.read = true;
                }
            }
        }
    }

    /// The same request told again by the same member says nothing new.
    fn ask(&mut self, by: StaffId, day: Day, asked: &IdentityAsked) {
        let IdentityAsked { request, vault, to, reason, withheld } = asked.clone();
        if !self.identities.iter().any(|one| one.by == by && one.request == request) {
            self.identities.push(IdentityRequest { request, vault, by, day, to, reason, withheld, read: false });
        }
    }
}

fn switch<T: Ord + Clone>(set: &mut BTreeSet<T>, name: &T, on: bool) {
    if on {
        set.insert(name.clone());
    } else {
        set.remove(name);
    }
}

#[cfg(test)]
mod card_test;
