//! The house's answers to the office's door: what the next list of readers must say, and whether a signed one may come into force.
//! It holds no key; what it judges by is the organisation's public one, and who has enrolled with which keys.

use std::path::PathBuf;

use bytes::Bytes;
use domain::{
    Day, RosterHash,
    documents::{Listed, StoredRoster},
    staff::Account,
};
use office::{Draft, Judged, Notary, Refusal};
use sealing::{
    channel::Channel,
    roster::{Freshness, LONGEST_DAYS, Person, Role, UnverifiedRoster},
};

use super::roster::{self, STANZAS};

/// The notary of an installation.
pub(crate) struct HouseNotary {
    /// What the installation says of itself.
    pub(crate) channel: Channel,
    /// Its jurisdiction.
    pub(crate) jurisdiction: String,
    /// Where the organisation's key lies while it is not offline.
    pub(crate) key_file: PathBuf,
}

impl Notary for HouseNotary {
    fn draft(&self, in_force: Option<&StoredRoster>, today: Day) -> Draft {
        Draft {
            version: in_force.map_or(1, |held| held.version.saturating_add(1)),
            from: today,
            until: today.add_days(LONGEST_DAYS),
            stanza_count: STANZAS,
            jurisdiction: self.jurisdiction.clone(),
        }
    }

    fn judge(&self, note: String, in_force: Option<&StoredRoster>, people: &[Account], today: Day) -> Result<Judged, Refusal> {
        let expected = self.draft(in_force, today);
        let unverified = UnverifiedRoster::new(note.clone());
        let list =
            unverified.verify(&self.channel.organisation_keys, self.channel.installation, today, 0).map_err(|error| match error {
                sealing::Error::EarlyRoster | sealing::Error::ExpiredRoster => Refusal::Term,
                _ => Refusal::Signature,
            })?;
        let content = list.content();
        if content.version != expected.version {
            return Err(Refusal::Version);
        }
        if list.freshness(today) != Freshness::InForce {
            return Err(Refusal::Term);
        }
        let frame = (&content.organisation, &content.jurisdiction, content.stanza_count);
        if frame != (&self.channel.organisation, &expected.jurisdiction, expected.stanza_count) {
            return Err(Refusal::Content);
        }
        let enrolled: Vec<Person> = people.iter().filter_map(|account| roster::person(account).ok().flatten()).collect();
        if !content.people.iter().all(|person| enrolled.contains(person)) {
            return Err(Refusal::Person);
        }
        if !content.people.iter().any(|person| person.is(Role::Handler)) {
            return Err(Refusal::NoHandler);
        }
        let (version, valid_from, valid_until) = (content.version, content.valid_from, content.valid_until);
        let list = StoredRoster { hash: RosterHash::of(note.as_bytes()), note, version, valid_from, valid_until };
        Ok(Judged { list, people: roster::listed(content) })
    }

    fn listed(&self, in_force: &StoredRoster, today: Day) -> Vec<Listed> {
        let unverified = UnverifiedRoster::new(in_force.note.clone());
        let list = unverified.verify(&self.channel.organisation_keys, self.channel.installation, today, 0);
        list.map_or_else(|_| Vec::new(), |list| roster::listed(list.content()))
    }

    fn sealed_key(&self) -> Option<Bytes> {
        std::fs::read(&self.key_file).ok().map(Bytes::from)
    }
}

#[cfg(test)]
#[path = "notary_test.rs"]
mod tests;
