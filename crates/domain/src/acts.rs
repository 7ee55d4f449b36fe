//! What the staff do to the place, as the log keeps it: who came in, who was invited, who stands on the list of readers. Never a case:
//! nothing here can name one. An act is written in the transaction that does it, waits for a tick with room, and then has its number.

use calendar::Day;
use ledger::entry::{PersonId, Record};
use rand::{CryptoRng, RngCore};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Roles, RosterHash, StaffId, StoreError};

/// Who does something that the log keeps, and on which day of the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct By {
    /// The person; nobody: a command on the server's machine.
    pub person: Option<StaffId>,
    /// The day.
    pub day: Day,
}

impl By {
    /// Somebody who is signed in.
    pub const fn person(person: StaffId, day: Day) -> Self {
        Self { person: Some(person), day }
    }

    /// A command on the server's machine, which knows no names.
    pub const fn machine(day: Day) -> Self {
        Self { person: None, day }
    }
}

/// Names an act while it waits, and afterwards. Drawn, but for what is kept once a day.
pub type ActId = [u8; 16];

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// Signed in; kept once a day, however often.
    SignedIn,
    /// Invited somebody.
    Invited {
        /// Whom.
        about: StaffId,
        /// Under this name.
        name: String,
        /// As what.
        roles: Roles,
    },
    /// Withdrew an invitation.
    InvitationWithdrawn {
        /// Whose.
        about: StaffId,
    },
    /// Enrolled.
    Enrolled {
        /// Under the name of the invitation.
        name: String,
        /// As what.
        roles: Roles,
    },
    /// Took somebody out.
    TakenOut {
        /// Whom.
        about: StaffId,
    },
    /// Agreed, as one of two, that somebody who lost their keys enrols anew.
    NewKeysAgreed {
        /// Who.
        about: StaffId,
    },
    /// Put one-time codes in place, of whatever was there before.
    SecondFactorReplaced,
    /// Took their one-time codes away.
    OneTimeCodesRemoved,
    /// Had one passkey more.
    PasskeyAdded,
    /// Took a passkey away.
    PasskeyRemoved,
    /// Had new recovery codes made.
    RecoveryCodesRenewed,
    /// Signed in, or proved again, with a recovery code.
    RecoveryCodeUsed,
    /// Put a list of readers in force.
    ListInForce {
        /// Which.
        roster: RosterHash,
    },
}

/// A deed with who did it and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    by: Option<StaffId>,
    day: i32,
    deed: Deed,
}

impl Act {
    /// A deed of somebody, on a day.
    pub fn new(by: By, deed: Deed) -> Self {
        Self { by: by.person, day: by.day.number(), deed }
    }

    /// Who did it.
    pub const fn by(&self) -> Option<StaffId> {
        self.by
    }

    /// Its name. A sign-in's is made of person and day, so that the second of a day is the first again.
    pub fn id(&self, rng: &mut (impl CryptoRng + RngCore)) -> ActId {
        let mut id = [0; 16];
        match (&self.deed, self.by) {
            (Deed::SignedIn, Some(person)) => {
                let hash =
                    Sha256::new().chain_update("sottovoce/v1/sign-in").chain_update(person.as_bytes()).chain_update(self.day.to_le_bytes());
                for (to, from) in id.iter_mut().zip(hash.finalize()) {
                    *to = from;
                }
            }
            _ => rng.fill_bytes(&mut id),
        }
        id
    }

    /// As it waits.
    ///
    /// # Errors
    /// None in practice.
    pub fn to_waiting(&self) -> Result<String, StoreError> {
        text(self)
    }

    /// An act that waited. `None` if it is none.
    pub fn from_waiting(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The text that stands in the log: its record, with its number.
    ///
    /// # Errors
    /// None in practice.
    pub fn to_logged(self, seq: u64) -> Result<String, StoreError> {
        text(&self.record(seq))
    }

    /// The record under which it stands in the log, with its number.
    pub fn record(self, seq: u64) -> Record {
        let (by, about, name, roles, roster) = (self.by, None, String::new(), Roles::default(), None);
        let (kind, about, name, roles, roster) = match self.deed {
            Deed::SignedIn => ("signed-in", about, name, roles, roster),
            Deed::Invited { about, name, roles } => ("invited", Some(about), name, roles, roster),
            Deed::InvitationWithdrawn { about } => ("invitation-withdrawn", Some(about), name, roles, roster),
            Deed::Enrolled { name, roles } => ("enrolled", about, name, roles, roster),
            Deed::TakenOut { about } => ("taken-out", Some(about), name, roles, roster),
            Deed::NewKeysAgreed { about } => ("new-keys-agreed", Some(about), name, roles, roster),
            Deed::SecondFactorReplaced => ("second-factor-replaced", about, name, roles, roster),
            Deed::OneTimeCodesRemoved => ("one-time-codes-removed", about, name, roles, roster),
            Deed::PasskeyAdded => ("passkey-added", about, name, roles, roster),
            Deed::PasskeyRemoved => ("passkey-removed", about, name, roles, roster),
            Deed::RecoveryCodesRenewed => ("recovery-codes-renewed", about, name, roles, roster),
            Deed::RecoveryCodeUsed => ("recovery-code-used", about, name, roles, roster),
            Deed::ListInForce { roster } => ("list-in-force", about, name, roles, Some(roster)),
        };
        let id = |person: StaffId| PersonId::from_bytes(*person.as_bytes());
        Record {
            seq,
            day: self.day,
            kind: kind.to_owned(),
            by: by.map(id),
            about: about.map(id),
            name,
            roles: roles.iter().map(|role| role.name().to_owned()).collect(),
            roster: roster.map(|hash| ledger::Hash::from_bytes(*hash.as_bytes())),
        }
    }
}

fn text(what: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(what).map_err(|error| StoreError::Unavailable(error.into()))
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;
    use crate::Role;

    const DAY: Day = Day::from_number(20_778);

    fn deeds() -> Vec<Deed> {
        let (about, roles) = (StaffId::new([2; 16]), [Role::Handler, Role::Auditor].into_iter().collect());
        vec![
            Deed::SignedIn,
            Deed::Invited { about, name: "Internal audit".into(), roles },
            Deed::InvitationWithdrawn { about },
            Deed::Enrolled { name: "Internal audit".into(), roles },
            Deed::TakenOut { about },
            Deed::NewKeysAgreed { about },
            Deed::SecondFactorReplaced,
            Deed::OneTimeCodesRemoved,
            Deed::PasskeyAdded,
            Deed::PasskeyRemoved,
            Deed::RecoveryCodesRenewed,
            Deed::RecoveryCodeUsed,
            Deed::ListInForce { roster: RosterHash::of(b"note") },
        ]
    }

    #[test]
    fn an_act_waits_as_json_and_comes_back_as_it_was() {
        for deed in deeds() {
            let act = Act::new(By::person(StaffId::new([1; 16]), DAY), deed);
            let waiting = act.to_waiting().unwrap();
            assert_eq!(Act::from_waiting(&waiting), Some(act));
        }
    }

    #[test]
    fn records_of_different_deeds_differ_and_say_who_and_when() {
        let records: Vec<Record> =
            deeds().into_iter().map(|deed| Act::new(By::person(StaffId::new([1; 16]), DAY), deed).record(7)).collect();
        for (at, record) in records.iter().enumerate() {
            assert_eq!((record.seq, record.day, record.by), (7, 20_778, Some(PersonId::from_bytes([1; 16]))));
            assert!(records.iter().skip(at + 1).all(|other| other.kind != record.kind));
        }
        assert_eq!(records[1].roles, ["handler", "auditor"]);
        assert_eq!(Act::new(By::machine(DAY), Deed::SignedIn).record(0).by, None);
    }

    #[test]
    fn two_sign_ins_of_a_day_are_one_and_nothing_else_is() {
        let mut rng = StdRng::seed_from_u64(1);
        let (anna, bert) = (StaffId::new([1; 16]), StaffId::new([2; 16]));
        let mut id = |person, day, deed| Act::new(By::person(person, day), deed).id(&mut rng);
        let first = id(anna, DAY, Deed::SignedIn);
        assert_eq!(id(anna, DAY, Deed::SignedIn), first);
        assert_ne!(id(bert, DAY, Deed::SignedIn), first);
        assert_ne!(id(anna, DAY.add_days(1), Deed::SignedIn), first);
        let list = Deed::ListInForce { roster: RosterHash::of(b"note") };
        assert_ne!(id(anna, DAY, list.clone()), id(anna, DAY, list));
    }
}
