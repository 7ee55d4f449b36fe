//! The people who can be given keys, from the roster in force: who they are on the pages, and what a filing may name.
//!
//! The roster was verified by whoever stored it; it is verified here again before anything is sealed to its people.

use std::collections::BTreeSet;

use domain::{RosterHash, StaffId};
use sealing::roster::{Freshness, Person, Role, Roster, UnverifiedRoster};
use web::problem::{Kind, Problem};

use crate::{
    intake::Intake,
    plain::{say::Say, view::start::Reader},
};

/// The roster in force, verified.
pub(crate) struct Readers {
    roster: Roster,
    freshness: Freshness,
}

impl Readers {
    /// The roster in force today.
    ///
    /// # Errors
    /// [`Kind::NotOpen`] when there is none, or none that can be used; what the store says.
    pub(crate) async fn in_force(intake: &Intake) -> Result<Self, Problem> {
        let stored = intake.roster().await?;
        let (channel, today) = (&intake.parts.channel, intake.today());
        let verified = UnverifiedRoster::new(stored.note).verify(&channel.organisation_keys, channel.installation, today, 0);
        let roster = verified.map_err(|error| {
            tracing::error!(%error, "the roster in force cannot be used");
            Problem::new(Kind::NotOpen)
        })?;
        intake.remember(&roster);
        Ok(Self { freshness: roster.freshness(today), roster })
    }

    /// The roster met last, to show a form again while the store is away. Nothing is sealed to it without asking the store.
    pub(crate) fn met_last(intake: &Intake) -> Option<Self> {
        intake.remembered().map(|roster| Self { freshness: roster.freshness(intake.today()), roster })
    }

    /// Whether everybody here stood under the same name on the list of this hash, which is what somebody was shown: only then could
    /// they have left out whom they wanted to.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) async fn were_shown(&self, intake: &Intake, shown: &str) -> Result<bool, Problem> {
        if shown == self.hash() {
            return Ok(true);
        }
        let Ok(hash) = shown.parse::<RosterHash>() else { return Ok(false) };
        let stored = intake.parts.store.roster_by_hash(hash).await.map_err(|error| Problem::from_store(&error))?;
        let Some(stored) = stored else { return Ok(false) };
        let channel = &intake.parts.channel;
        let past = UnverifiedRoster::new(stored.note).verify_past(&channel.organisation_keys, channel.installation);
        let people = &self.roster.content().people;
        Ok(past.is_ok_and(|past| people.iter().all(|person| past.name(person.id) == Some(person.name.as_str()))))
    }

    /// Hash of the roster, hex: what a form carries of the list it shows.
    pub(crate) fn hash(&self) -> String {
        self.roster.hash().to_string()
    }

    /// The roster.
    pub(crate) fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Stanzas of every keyring.
    pub(crate) fn stanzas(&self) -> u64 {
        u64::try_from(self.roster.content().stanza_count).unwrap_or(0)
    }

    /// Whether this person may be a member of a new case.
    pub(crate) fn may_be_member(&self, id: StaffId) -> bool {
        [Role::Handler, Role::Fallback, Role::Governing].into_iter().any(|role| self.has(id, role))
    }

    /// Whether this person has this role.
    pub(crate) fn has(&self, id: StaffId, role: Role) -> bool {
        self.roster.person(sealing::StaffId::from_bytes(*id.as_bytes())).is_some_and(|person| person.is(role))
    }

    /// Ids of everybody who can be left out, hex.
    pub(crate) fn ids(&self) -> BTreeSet<String> {
        self.roster.content().people.iter().map(|person| person.id.to_string()).collect()
    }

    /// Everybody who can be given a key, with what they do in words, by task and name.
    pub(crate) fn listed(&self, say: &Say) -> Vec<Reader> {
        let mut people: Vec<&Person> = self.roster.content().people.iter().collect();
        people.sort_by_key(|person| (person.roles.iter().min().copied(), person.name.clone()));
        people.into_iter().map(|person| Reader { id: person.id.to_string(), name: person.name.clone(), task: tasks(person, say) }).collect()
    }

    /// What somebody is called; `None` when they are not in this roster.
    pub(crate) fn name(&self, id: sealing::StaffId) -> Option<&str> {
        self.roster.person(id).map(|person| person.name.as_str())
    }

    /// Whether one single person handles reports, and nobody could step in.
    pub(crate) fn alone(&self) -> bool {
        self.roster.with_role(Role::Handler).count() < 2 && self.roster.with_role(Role::Fallback).count() == 0
    }

    /// Whether the roster is past its time, and used all the same only if the person wants.
    pub(crate) fn expired(&self) -> bool {
        matches!(self.freshness, Freshness::Expired { .. })
    }
}

fn tasks(person: &Person, say: &Say) -> String {
    let task = |role: &Role| {
        say.t(match role {
            Role::Handler => "plain-task-handler",
            Role::Fallback => "plain-task-fallback",
            Role::Governing => "plain-task-governing",
            Role::Custodian => "plain-task-custodian",
            Role::Officer => "plain-task-officer",
        })
    };
    person.roles.iter().map(task).collect::<Vec<_>>().join(", ")
}
