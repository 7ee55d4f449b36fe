//! Readers who enrolled anew: under the same id, with other keys. Whoever replaces a case's keys never seals them to keys that a reader
//! did not have when they were let in; a member adds them again, by themselves (docs/protocol.md 5).

use std::collections::BTreeMap;

use crate::StaffId;
use crate::fingerprint::Fingerprint;
use crate::item::{Report, SignedItem};
use crate::notices::Accepted;
use crate::readers::Readers;
use crate::roster::{Roster, Rosters};

/// Everybody who was ever let in, with the words over the keys of the list that whoever let them in last went by.
#[derive(Debug, Clone)]
pub(super) struct LetIn(BTreeMap<StaffId, Fingerprint>);

impl LetIn {
    /// Item 0, which stands first, and the notices that were followed, oldest first, and nothing else, say who was let in.
    pub(super) fn of(report: &Report, accepted: &[Accepted], verified: &[SignedItem], rosters: &Rosters) -> Self {
        let mut found = BTreeMap::new();
        let start = verified.first().map(|zero| (zero, Readers { members: report.members.clone(), sleeper: report.sleeper }));
        let notices = accepted.iter().filter_map(|notice| {
            let item = verified.iter().find(|item| item.hash() == notice.hash)?;
            Some((item, Readers { members: notice.notice.members.clone(), sleeper: notice.notice.sleeper }))
        });
        for (item, readers) in start.into_iter().chain(notices) {
            let Some(roster) = rosters.get(&item.header().roster) else { continue };
            found.extend(roster.listed().filter(|person| readers.names(person.id)).map(|person| (person.id, person.fingerprint)));
        }
        Self(found)
    }

    /// Whether somebody stands on a list with other keys than they were let in with.
    pub(super) fn has_other_keys(&self, id: StaffId, roster: &Roster) -> bool {
        let (then, now) = (self.0.get(&id), roster.person(id));
        then.zip(now).is_some_and(|(then, now)| *then != now.fingerprint())
    }

    /// Everybody.
    pub(super) fn people(&self) -> impl Iterator<Item = StaffId> {
        self.0.keys().copied()
    }
}
