//! One case at a handler's desk: opened and checked, its keys replaced at the first opening, answered.
//! Nothing is written to a case that cannot be believed.

use rand::{CryptoRng, RngCore};
use sealing::attachment::Attachment;
use sealing::casework::{Case as Checked, ComposedItem, OpenedCase, SealedCase, StoredItem, Writer, Written};
use sealing::finding::StoredAttachment;
use sealing::item::{Audience, Author, Message, Report, SignedItem, Stage};
use sealing::roster::{Roster, Rosters};
use sealing::{CaseId, Day, ItemId, Sealed, StaffId, SubmissionId};
use serde::{Deserialize, Serialize};

use crate::download::{self, At};
use crate::error::{Error, Lie, Result};
use crate::mailbox::fetch_roster;
use crate::staff::Desk;
use crate::upload::{self, File, Through};
use crate::wire::{RosterAnswer, Uploaded};
use crate::{finding, place};

/// A case that was opened and checked.
pub struct Case {
    checked: Checked,
    roster: Roster,
    attachments: Vec<StoredAttachment>,
    warnings: Vec<String>,
    /// Until when it must be confirmed.
    pub ack_due: Day,
    /// Whether it was confirmed, as the server says.
    pub acknowledged: bool,
}

/// What a handler writes.
#[derive(Debug, Clone, Default)]
pub struct Writing<'a> {
    /// To the reporter.
    pub reply: Option<&'a str>,
    /// Files to go with the reply.
    pub files: &'a [File],
    /// What the reporter reads about where it stands. The first also marks the case confirmed, the last closed.
    pub stage: Option<Stage>,
    /// Among members.
    pub note: Option<&'a str>,
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
    #[serde(rename = "members")]
    _members: Vec<StaffId>,
    #[serde(rename = "sleeper")]
    _sleeper: Option<StaffId>,
    #[serde(rename = "keyring_version")]
    _keyring_version: u32,
    keyring: Sealed,
    attachments: Vec<StoredAttachment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemsAnswer {
    items: Vec<StoredItem>,
    next: Option<ItemId>,
}

#[derive(Serialize)]
struct Post<'a> {
    keyring_version: u32,
    items: &'a [ComposedItem],
    uploads: &'a [Uploaded],
    marks: Marks,
}

#[derive(Serialize)]
struct Marks {
    #[serde(skip_serializing_if = "Option::is_none")]
    acknowledged: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PostAnswer {
    #[serde(rename = "ids")]
    _ids: Vec<ItemId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RotationAnswer {
    #[serde(rename = "keyring_version")]
    _keyring_version: u32,
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

    /// Fetches, opens and checks a case.
    ///
    /// # Errors
    /// [`Error::Lie`] where nothing of it can be believed; those of the connection (404 for whoever is no member).
    pub async fn open(&self, case: CaseId, today: Day) -> Result<Case> {
        let roster = self.roster(today).await?;
        let path = format!("api/v1/casework/cases/{case}");
        let answer: CaseAnswer = self.connection.get(&path).await?;
        if answer.case != case {
            return Err(Lie::Case("it is another one than was asked for".into()).into());
        }
        let items = self.items(&path).await?;
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
        Ok(Case { checked, attachments: sealed.attachments, warnings, ack_due: answer.ack_due, acknowledged: answer.acknowledged, roster })
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
    /// [`Error::MovedOn`] if somebody else was faster; [`Error::Lie`] where there are warnings.
    pub async fn rotate(&self, case: &mut Case, today: Day, rng: &mut (impl CryptoRng + RngCore)) -> Result<()> {
        case.believed()?;
        let Case { checked, roster, .. } = case;
        let readers = checked.readers_after(self.person);
        let writer = Writer { person: self.person, signing: &self.keys.signing, roster, day: today };
        let composed = checked.rotate(&readers, writer, rng)?;
        let path = format!("api/v1/casework/cases/{}/keyring", checked.case());
        let answer: Result<RotationAnswer> = self.connection.post_once(&path, &composed).await;
        answer.map(|_| ()).map_err(moved_on)
    }

    /// Writes to a case whose keys were replaced. Open it anew afterwards, and after an error too.
    ///
    /// # Errors
    /// [`Error::MovedOn`] if its keys were replaced meanwhile; [`Error::Lie`] where there are warnings.
    pub async fn write(&self, case: &mut Case, writing: &Writing<'_>, today: Day, rng: &mut (impl CryptoRng + RngCore)) -> Result<()> {
        case.believed()?;
        let id = case.checked.case();
        let (uploads, attachments) = self.send_files(case, writing.files, rng).await?;
        let mut written = Vec::new();
        if writing.reply.is_some() || !attachments.is_empty() {
            written.push(Written::Message(Message { text: writing.reply.unwrap_or_default().to_owned(), attachments }));
        }
        written.extend(writing.stage.map(Written::Stage));
        written.extend(writing.note.map(|text| Written::Note(Message { text: text.to_owned(), attachments: Vec::new() })));
        let Case { checked, roster, .. } = case;
        let writer = Writer { person: self.person, signing: &self.keys.signing, roster, day: today };
        let items = written.into_iter().map(|one| checked.write(one, writer, rng)).collect::<std::result::Result<Vec<_>, _>>()?;
        let marks = Marks {
            acknowledged: (writing.stage == Some(Stage::Confirmed)).then_some(true),
            closed: (writing.stage == Some(Stage::Closed)).then_some(true),
        };
        let post = Post { keyring_version: checked.keyring().header().version, items: &items, uploads: &uploads, marks };
        let answer: Result<PostAnswer> = self.connection.post_once(&format!("api/v1/casework/cases/{id}/items"), &post).await;
        answer.map(|_| ()).map_err(moved_on)
    }

    async fn send_files(
        &self,
        case: &Case,
        files: &[File],
        rng: &mut (impl CryptoRng + RngCore),
    ) -> Result<(Vec<Uploaded>, Vec<Attachment>)> {
        let (mut uploads, mut attachments) = (Vec::new(), Vec::new());
        if files.is_empty() {
            return Ok((uploads, attachments));
        }
        let recipients = case.checked.recipients(Audience::Conversation, rng)?;
        let through = Through::Casework(case.checked.case());
        for file in files {
            let (uploaded, attachment) = upload::send(&self.connection, &through, SubmissionId::draw(rng), file, &recipients).await?;
            uploads.push(uploaded);
            attachments.push(attachment);
        }
        Ok((uploads, attachments))
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

    /// What does not fit, a sentence each.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Nobody has read it before: its keys are to be replaced first.
    pub fn first_opening(&self) -> bool {
        self.checked.first_opening()
    }

    fn believed(&self) -> Result<()> {
        self.warnings.first().map_or(Ok(()), |warning| Err(Lie::Case(warning.clone()).into()))
    }
}

/// A conflict means that another member was faster.
fn moved_on(error: Error) -> Error {
    match error {
        Error::Problem { status: 409, .. } => Error::MovedOn,
        other => other,
    }
}
