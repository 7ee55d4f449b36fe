//! One case at a handler's desk: opened and checked, its keys replaced at the first opening.
//! Nothing is written to a case that cannot be believed.

use std::collections::BTreeSet;

use rand::{CryptoRng, RngCore};
use sealing::attachment::Attachment;
use sealing::card::Card;
use sealing::casework::{Case as Checked, ComposedRotation, OpenedCase, SealedCase, StoredItem, Writer};
use sealing::finding::StoredAttachment;
use sealing::item::{Audience, Author, Report, SignedItem};
use sealing::readers::Readers;
use sealing::roster::{Roster, Rosters};
use sealing::{CaseId, Day, ItemId, Sealed, StaffId};
use serde::{Deserialize, Serialize};

use crate::download::{self, At};
use crate::error::{Error, Lie, Result};
use crate::mailbox::fetch_roster;
use crate::staff::Desk;
use crate::wire::RosterAnswer;
use crate::{finding, place};

/// A case that was opened and checked.
pub struct Case {
    pub(crate) checked: Checked,
    pub(crate) roster: Roster,
    attachments: Vec<StoredAttachment>,
    /// How many items the server showed: what is written names it, so that nothing is placed over another's head.
    pub(crate) seen: usize,
    warnings: Vec<String>,
    /// Why nothing may be sealed in it.
    stop: Option<String>,
    /// The version of the keys, as the server counts.
    pub(crate) version: u32,
    /// How many left by themselves since its keys were made.
    left_since: u32,
    /// Who reads it or could be woken, as the server says.
    told: BTreeSet<StaffId>,
    /// Until when it must be confirmed.
    pub ack_due: Day,
    /// Whether it was confirmed, as the server says.
    pub acknowledged: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseAnswer {
    case: CaseId,
    #[serde(rename = "received_on")]
    _received_on: Day,
    ack_due: Day,
    #[serde(rename = "feedback_due")]
    _feedback_due: Day,
    acknowledged: bool,
    #[serde(rename = "closed")]
    _closed: bool,
    members: Vec<StaffId>,
    sleeper: Option<StaffId>,
    left_since: u32,
    /// By the server's own count. After an earlier keyring was put back it is higher than the one that is signed.
    keyring_version: u32,
    keyring: Sealed,
    attachments: Vec<StoredAttachment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemsAnswer {
    items: Vec<StoredItem>,
    next: Option<ItemId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RotationAnswer {
    keyring_version: u32,
}

/// A rotation as it is sent.
#[derive(Serialize)]
struct Sent<'a> {
    /// Keys made before somebody left must not bring them back.
    left_since: u32,
    #[serde(flatten)]
    composed: &'a ComposedRotation,
}

impl Desk {
    /// The list of readers in force.
    ///
    /// # Errors
    /// [`Error::Lie`] if the organisation never signed it.
    pub async fn roster(&self, today: Day) -> Result<Roster> {
        let sent: RosterAnswer = self.connection.get("api/v1/casework/roster").await?;
        place::verified(sent.roster, &self.channel, today)
    }

    /// Fetches, opens and checks a case. Items and keys come by two requests; when somebody replaces the keys between them they do
    /// not fit, once. A lie never fits.
    ///
    /// # Errors
    /// [`Error::Lie`] where nothing of it can be believed; those of the connection (404 for whoever is no member).
    pub async fn open(&self, case: CaseId, today: Day) -> Result<Case> {
        match self.open_once(case, today).await {
            Err(Error::Lie(Lie::Case(_))) => self.open_once(case, today).await,
            opened => opened,
        }
    }

    async fn open_once(&self, case: CaseId, today: Day) -> Result<Case> {
        let roster = self.roster(today).await?;
        let path = format!("api/v1/casework/cases/{case}");
        // Items first: a file that one of them names is then certainly in what is told of the case, whatever comes out meanwhile.
        let items = self.items(&path).await?;
        let answer: CaseAnswer = self.connection.get(&path).await?;
        if answer.case != case {
            return Err(Lie::Case("it is another one than was asked for".into()).into());
        }
        let seen = items.len();
        let sealed = SealedCase { case, keyring: answer.keyring, items, attachments: answer.attachments };
        let opened = OpenedCase::open(&sealed, &self.keys.identity).map_err(|refused| Lie::Case(refused.to_string()))?;
        let mut rosters = Rosters::default();
        rosters.add(roster.clone());
        for hash in opened.rosters_named() {
            if rosters.get(&hash).is_none() {
                fetch_roster(&self.connection, &self.channel, "api/v1/casework/rosters", hash, &mut rosters).await?;
            }
        }
        let checked = opened.check(&rosters, 0).map_err(|refused| Lie::Case(refused.to_string()))?;
        let name = |author: Author| match author {
            Author::Reporter => "the reporter".to_owned(),
            Author::Staff(id) => roster.person(id).map_or_else(|| id.to_string(), |person| person.name.clone()),
        };
        let warnings = checked.findings().iter().map(|finding| finding::said(finding, name)).collect();
        let stop = checked.findings().iter().find(|finding| finding.stops_member()).map(|finding| finding::said(finding, name));
        Ok(Case {
            checked,
            attachments: sealed.attachments,
            seen,
            warnings,
            stop,
            version: answer.keyring_version,
            left_since: answer.left_since,
            told: answer.members.into_iter().chain(answer.sleeper).collect(),
            ack_due: answer.ack_due,
            acknowledged: answer.acknowledged,
            roster,
        })
    }

    async fn items(&self, path: &str) -> Result<Vec<StoredItem>> {
        let mut all = Vec::new();
        let mut after = None::<ItemId>;
        loop {
            let from = after.map(|item| format!("?after={item}")).unwrap_or_default();
            let page: ItemsAnswer = self.connection.get(&format!("{path}/items{from}")).await?;
            all.extend(page.items);
            match page.next {
                Some(next) if after != Some(next) => after = Some(next),
                _ => return Ok(all),
            }
        }
    }

    /// Replaces the case's keys, for the readers it has; a stand-in who was woken is a member from then on. The first opening of a case is followed by this.
    ///
    /// # Errors
    /// [`Error::MovedOn`] if somebody else was faster; [`Error::Lie`] where it could reach somebody it should not.
    pub async fn rotate(&self, case: &mut Case, today: Day, rng: &mut (impl CryptoRng + RngCore)) -> Result<()> {
        let readers = case.readers_after(self.person);
        self.rotate_for(case, &readers, today, rng).await
    }

    pub(crate) async fn rotate_for(
        &self,
        case: &mut Case,
        readers: &Readers,
        today: Day,
        rng: &mut (impl CryptoRng + RngCore),
    ) -> Result<()> {
        case.believed()?;
        let Case { checked, roster, version, left_since, .. } = case;
        let writer = Writer { person: self.person, signing: &self.keys.signing, roster, day: today };
        let composed = ComposedRotation { previous_version: *version, ..checked.rotate(readers, writer, rng)? };
        let path = format!("api/v1/casework/cases/{}/keyring", checked.case());
        let sent = Sent { left_since: *left_since, composed: &composed };
        let answer: Result<RotationAnswer> = self.connection.post_once(&path, &sent).await;
        case.version = answer.map_err(moved_on)?.keyring_version;
        case.left_since = 0;
        // The notice.
        case.seen += 1;
        Ok(())
    }

    /// Fetches an attachment of the conversation and writes its bytes.
    ///
    /// # Errors
    /// [`Error::Lie`] if it is not the one described: what was written is then to be thrown away.
    pub async fn save(&self, case: &Case, attachment: &Attachment, to: impl std::io::Write + Send + 'static) -> Result<()> {
        let stored = case.attachments.iter().find(|stored| stored.sha256 == attachment.sha256);
        let stored = stored.ok_or_else(|| Lie::Attachment(format!("{} is not there", attachment.name)))?;
        let keys: Vec<_> = case.checked.identities(Audience::Conversation).collect();
        download::save(&self.connection, At::Case(case.checked.case(), stored.id), attachment, &keys, to).await
    }
}

impl Case {
    /// The report, as the reporter wrote it.
    pub fn report(&self) -> &Report {
        self.checked.report()
    }

    /// What the reporter reads too, each item after those it answers to.
    pub fn conversation(&self) -> Vec<&SignedItem> {
        self.checked.conversation()
    }

    /// What is among members.
    pub fn notes(&self) -> Vec<&SignedItem> {
        self.checked.notes()
    }

    /// What members keep about the case.
    pub fn card(&self) -> Card {
        self.checked.card()
    }

    /// What does not fit, a sentence each.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Nobody has read it before: its keys are to be replaced first.
    pub fn first_opening(&self) -> bool {
        self.checked.first_opening()
    }

    /// Somebody left it by themselves: its keys are to be replaced before anything is written, which writing does by itself.
    pub fn is_stale(&self) -> bool {
        self.left_since > 0
    }

    /// Who reads from now on if this person replaces the keys: nobody who may not receive any more, or has left by themselves.
    pub(crate) fn readers_after(&self, person: StaffId) -> Readers {
        let mut readers = self.checked.readers_after(person, &self.roster);
        if self.is_stale() {
            readers.members.retain(|id| self.told.contains(id));
            readers.sleeper = readers.sleeper.filter(|id| self.told.contains(id));
        }
        readers
    }

    /// What anybody can put into a case is no reason to fall silent: whoever runs the server could do it in every case.
    pub(crate) fn believed(&self) -> Result<()> {
        self.stop.as_ref().map_or(Ok(()), |warning| Err(Lie::Case(warning.clone()).into()))
    }
}

/// A conflict means that another member was faster.
pub(crate) fn moved_on(error: Error) -> Error {
    match error {
        Error::Problem { status: 409, .. } => Error::MovedOn,
        other => other,
    }
}
