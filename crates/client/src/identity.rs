//! A reporter's name, at the desks of readers and keepers: asking, answering, reading. Letters carry it; the server sees who receives one
//! and on which day, and neither the case nor the writer's name in it. Never shows a name before what tells of it was stored.

use std::collections::BTreeSet;

use rand::{CryptoRng, RngCore};
use sealing::casework::{NewRequest, Writer};
use sealing::identity::{AnswerRefused, Answered, AtKeeper, Judged, Letter, Particulars, RequestRefused, open_letter};
use sealing::roster::Roster;
use sealing::{CaseId, Day, Hash, LetterId, Sealed, StaffId};
use serde::Deserialize;

use crate::case::Case;
use crate::error::{Error, Result};
use crate::staff::Desk;
use crate::writing::TRIES;

const LETTERS: &str = "api/v1/casework/letters";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LettersAnswer {
    letters: Vec<StoredLetter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredLetter {
    id: LetterId,
    sealed: Sealed,
}

/// A request that came to this keeper.
pub struct Asked {
    /// The letter, as the server calls it.
    pub letter: LetterId,
    /// Who says that they ask; judged only where the request holds.
    pub author: StaffId,
    /// Their name on the list in force.
    pub name: String,
    /// The request with the keeper's share, or why it is refused.
    pub judged: std::result::Result<Judged, RequestRefused>,
}

/// An answer that came to this reader, about one case.
pub struct Heard {
    /// The letter, as the server calls it.
    pub letter: LetterId,
    /// Who says that they answer.
    pub author: StaffId,
    /// Their name on the list in force.
    pub name: String,
    /// The answer, or why it is refused.
    pub answered: std::result::Result<Answered, AnswerRefused>,
}

impl Case {
    /// Whether the reporter left a name.
    pub fn name_left(&self) -> bool {
        self.checked.name_left()
    }

    /// The keepers who can be asked for it, with their names on the list in force.
    pub fn keepers(&self) -> Vec<(StaffId, String)> {
        let named = |id| (id, name_of(&self.roster, id));
        self.checked.askable(&self.roster).into_iter().map(named).collect()
    }
}

fn name_of(roster: &Roster, id: StaffId) -> String {
    roster.person(id).map_or_else(|| id.to_string(), |person| person.name.clone())
}

impl Desk {
    /// Asks two keepers for the name in a case: tells the other readers, then posts the letters, for which a second factor must have
    /// been shown within five minutes. Gives the request's hash.
    ///
    /// # Errors
    /// [`Error::Sealing`] where these keepers cannot be asked; [`Error::Problem`] `ask-again`, `letters-full`, and 404 for a keeper who is
    /// gone, after the others were told: ask again then; those of [`Desk::write`].
    pub async fn ask_for_name(&self, case: &mut Case, new: &NewRequest, today: Day, rng: &mut (impl CryptoRng + RngCore)) -> Result<Hash> {
        case.believed()?;
        if case.is_stale() {
            self.rotate(case, today, rng).await?;
        }
        for again in 0..TRIES {
            if again > 0 {
                self.refresh(case, today).await?;
            }
            let Case { checked, roster, .. } = &mut *case;
            let composed = checked.ask(new.clone(), self.writer(roster, today), rng)?;
            match self.store(case, std::slice::from_ref(&composed.told)).await {
                Err(Error::MovedOn) => continue,
                stored => stored?,
            }
            for letter in &composed.letters {
                self.connection.tell_once(LETTERS, letter).await?;
            }
            return Ok(composed.request);
        }
        Err(Error::MovedOn)
    }

    /// What readers ask of this keeper, each judged. A letter that cannot be read is left out.
    ///
    /// # Errors
    /// [`Error::Lie`] for a list of readers that does not hold; those of the connection.
    pub async fn requests(&self, today: Day) -> Result<Vec<Asked>> {
        let roster = self.roster(today).await?;
        let cases = self.own_cases().await?;
        let at = AtKeeper { person: self.person, identity: &self.keys.identity, cases: &cases, roster: &roster, today };
        let requests = self.letters().await?.into_iter().filter_map(|(id, letter)| match letter {
            Letter::Request(request) => {
                let author = request.request.claims().author;
                Some(Asked { letter: id, author, name: name_of(&roster, author), judged: at.judge(&request) })
            }
            Letter::Answer(_) => None,
        });
        Ok(requests.collect())
    }

    /// Answers a request, for which a second factor must have been shown within five minutes, and throws its letter away.
    ///
    /// # Errors
    /// [`Error::Input`] for a request that does not hold; [`Error::Problem`] as for asking.
    pub async fn answer_request(&self, asked: &Asked, agrees: bool, reason: &str, today: Day) -> Result<()> {
        let judged = asked.judged.as_ref().map_err(|refused| Error::Input(refused.to_string()))?;
        let roster = self.roster(today).await?;
        let letter = judged.answer(agrees, reason, self.writer(&roster, today))?;
        self.connection.tell_once(LETTERS, &letter).await?;
        self.throw_away(asked.letter).await
    }

    /// The answers to this reader's requests about one case. Answers to requests in other cases are left out.
    ///
    /// # Errors
    /// Those of the connection.
    pub async fn answers(&self, case: &Case) -> Result<Vec<Heard>> {
        let answers = self.letters().await?.into_iter().filter_map(|(id, letter)| match letter {
            Letter::Answer(answer) => {
                let author = answer.answer.claims().author;
                let answered = case.checked.judge_answer(&answer.answer, self.person, &case.roster);
                let elsewhere = matches!(answered, Err(AnswerRefused::NotTold));
                (!elsewhere).then(|| Heard { letter: id, author, name: name_of(&case.roster, author), answered })
            }
            Letter::Request(_) => None,
        });
        Ok(answers.collect())
    }

    /// The name, once two keepers agreed: what tells of it is stored first.
    ///
    /// # Errors
    /// [`Error::Input`] with the reason where there is no name yet; [`Error::MovedOn`]; [`Error::Lie`].
    pub async fn read_name(&self, case: &mut Case, today: Day, rng: &mut (impl CryptoRng + RngCore)) -> Result<Particulars> {
        case.believed()?;
        if case.is_stale() {
            self.rotate(case, today, rng).await?;
        }
        let held: Vec<Answered> = self.answers(case).await?.into_iter().filter_map(|heard| heard.answered.ok()).collect();
        for again in 0..TRIES {
            if again > 0 {
                self.refresh(case, today).await?;
            }
            let Case { checked, roster, .. } = &mut *case;
            let found = checked.find_name(&held).map_err(|why| Error::Input(why.to_string()))?;
            let (told, name) = checked.tell(&found, self.writer(roster, today), rng)?;
            match self.store(case, &told).await {
                Err(Error::MovedOn) => {}
                stored => return stored.map(|()| name),
            }
        }
        Err(Error::MovedOn)
    }

    /// Throws one of the own letters away.
    ///
    /// # Errors
    /// [`Error::Problem`] 404 where there is none; those of the connection.
    pub async fn throw_away(&self, letter: LetterId) -> Result<()> {
        self.connection.delete(&format!("{LETTERS}/{letter}")).await
    }

    fn writer<'a>(&'a self, roster: &'a Roster, day: Day) -> Writer<'a> {
        Writer { person: self.person, signing: &self.keys.signing, roster, day }
    }

    /// The own letters that open. Anybody can put something else there, and nothing hangs on it.
    async fn letters(&self) -> Result<Vec<(LetterId, Letter)>> {
        let answer: LettersAnswer = self.connection.get(LETTERS).await?;
        let opened = answer.letters.into_iter();
        Ok(opened.filter_map(|stored| Some((stored.id, open_letter(&stored.sealed, &self.keys.identity).ok()?))).collect())
    }

    /// Who keeps names and reads nothing has no cases, and may not ask for them.
    async fn own_cases(&self) -> Result<BTreeSet<CaseId>> {
        match self.cases().await {
            Ok(rows) => Ok(rows.into_iter().map(|row| row.case).collect()),
            Err(Error::Problem { status: 403, .. }) => Ok(BTreeSet::new()),
            Err(other) => Err(other),
        }
    }
}
