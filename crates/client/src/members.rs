//! Who reads a case: adding somebody, taking somebody out, leaving it. The first two are one rotation each, so that of two members at once one is refused,
//! looks again, and nobody is lost. Before every key stands `may_receive`, which says why not.

use rand::{CryptoRng, RngCore};
use sealing::readers::{Barred, Readers};
use sealing::roster::Person;
use sealing::{CaseId, Day, StaffId};

use crate::case::Case;
use crate::error::{Error, Result};
use crate::staff::Desk;

/// How often it is tried again when another member was faster.
const TRIES: usize = 4;

/// A change of who reads.
#[derive(Debug, Clone, Copy)]
enum Change {
    Add(StaffId),
    TakeOut(StaffId),
}

impl Desk {
    /// Adds a person of the list of readers to a case, which they can then read from its beginning. Answers the case as it is then.
    ///
    /// # Errors
    /// [`sealing::Error::MayNotReceive`] with the reason; [`Error::MovedOn`] if others are always faster; those of [`Desk::open`].
    pub async fn add_reader(&self, case: CaseId, person: StaffId, today: Day, rng: &mut (impl CryptoRng + RngCore)) -> Result<Case> {
        self.change_readers(case, Change::Add(person), today, rng).await
    }

    /// Takes a person out of a case. They keep what they could read, and can read nothing that is written from then on.
    ///
    /// # Errors
    /// [`Error::Input`] for oneself; [`Error::MovedOn`] if others are always faster; those of [`Desk::open`].
    pub async fn take_out(&self, case: CaseId, person: StaffId, today: Day, rng: &mut (impl CryptoRng + RngCore)) -> Result<Case> {
        if person == self.person {
            return Err(Error::Input("whoever leaves does not make the new keys, which they would know".into()));
        }
        self.change_readers(case, Change::TakeOut(person), today, rng).await
    }

    /// Leaves a case by oneself, at once. Nobody is asked why. If nobody else reads it, the stand-in is woken.
    ///
    /// # Errors
    /// [`Error::Problem`] `last-reader` if the case would be lost; those of the connection.
    pub async fn recuse(&self, case: CaseId) -> Result<()> {
        self.connection.post_nothing(&format!("api/v1/casework/cases/{case}/recusal")).await
    }

    async fn change_readers(&self, id: CaseId, change: Change, today: Day, rng: &mut (impl CryptoRng + RngCore)) -> Result<Case> {
        for _ in 0..TRIES {
            let mut case = self.open(id, today).await?;
            let before = case.readers_after(self.person);
            let readers = change.applied(&before);
            let anew = case.enrolled_anew();
            if readers == case.checked.readers() && !case.is_stale() && !anew.iter().any(|id| readers.names(*id)) {
                return Ok(case);
            }
            match self.rotate_for(&mut case, &readers, today, rng).await {
                Err(Error::MovedOn) => {}
                Err(error) => return Err(error),
                Ok(()) => return Ok(case),
            }
        }
        Err(Error::MovedOn)
    }
}

impl Change {
    fn applied(self, before: &Readers) -> Readers {
        let mut readers = before.clone();
        match self {
            Self::Add(person) => {
                readers.members.insert(person);
                readers.sleeper = readers.sleeper.filter(|sleeper| *sleeper != person);
            }
            Self::TakeOut(person) => {
                readers.members.remove(&person);
                readers.sleeper = readers.sleeper.filter(|sleeper| *sleeper != person);
            }
        }
        readers
    }
}

impl Case {
    /// Who reads it and who could be woken, as signed.
    pub fn readers(&self) -> Readers {
        self.checked.readers()
    }

    /// Who read this case once and enrolled anew since: with other keys, and not let in again yet.
    pub fn enrolled_anew(&self) -> Vec<StaffId> {
        self.checked.enrolled_anew(&self.roster)
    }

    /// Everybody on the list of readers who does not read this case yet, and why they may not, where they may not.
    pub fn others(&self) -> Vec<(&Person, Option<Barred>)> {
        let readers = self.readers();
        let others = self.roster.content().people.iter().filter(|person| !readers.members.contains(&person.id));
        others.map(|person| (person, self.checked.may_receive(person.id, &self.roster).err())).collect()
    }
}
