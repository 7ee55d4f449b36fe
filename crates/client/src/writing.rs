//! Writing to a case: files first, then the entries, placed into the chain as it is then. Where somebody else was faster they
//! are placed anew; nothing is ever placed over another entry's head.

use rand::{CryptoRng, RngCore};
use sealing::attachment::Attachment;
use sealing::casework::{ComposedItem, Writer, Written};
use sealing::item::{Audience, Change, Message, Stage};
use sealing::{Day, ItemId, SubmissionId};
use serde::{Deserialize, Serialize};

use crate::case::{Case, moved_on};
use crate::error::{Error, Result};
use crate::staff::Desk;
use crate::upload::{self, File, Through};
use crate::wire::Uploaded;

/// How often an entry is placed anew when somebody else was faster.
pub(crate) const TRIES: usize = 3;

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
    /// To what members keep about the case.
    pub changes: &'a [Change],
}

impl Writing<'_> {
    fn saying(&self, attachments: &[Attachment]) -> Vec<Written> {
        let mut written = Vec::new();
        if self.reply.is_some() || !attachments.is_empty() {
            written.push(Written::Message(Message { text: self.reply.unwrap_or_default().to_owned(), attachments: attachments.to_vec() }));
        }
        written.extend(self.stage.map(Written::Stage));
        written.extend(self.note.map(|text| Written::Note(Message { text: text.to_owned(), attachments: Vec::new() })));
        written.extend(self.changes.iter().cloned().map(Written::Change));
        written
    }
}

#[derive(Serialize)]
struct Post<'a> {
    keyring_version: u32,
    seen: usize,
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

impl Marks {
    /// The first stage also marks the case confirmed, the last closed.
    fn of(written: &[Written]) -> Self {
        let set = |wanted| written.iter().any(|one| matches!(one, Written::Stage(stage) if *stage == wanted)).then_some(true);
        Self { acknowledged: set(Stage::Confirmed), closed: set(Stage::Closed) }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PostAnswer {
    #[serde(rename = "ids")]
    _ids: Vec<ItemId>,
}

impl Desk {
    /// Writes to a case whose keys were replaced. Open it anew afterwards, and after an error too.
    ///
    /// # Errors
    /// [`Error::MovedOn`] if its keys were replaced meanwhile, or others are always faster; [`Error::Lie`] where it
    /// could reach somebody it should not.
    pub async fn write(&self, case: &mut Case, writing: &Writing<'_>, today: Day, rng: &mut (impl CryptoRng + RngCore)) -> Result<()> {
        case.believed()?;
        if case.is_stale() {
            self.rotate(case, today, rng).await?;
        }
        let (uploads, attachments) = self.send_files(case, writing.files, rng).await?;
        for again in 0..TRIES {
            // Files take minutes: what was written meanwhile stands in the chain that the entry is placed into.
            if again > 0 || !uploads.is_empty() {
                self.refresh(case, today).await?;
            }
            match self.place(case, writing.saying(&attachments), &uploads, today, rng).await {
                Err(Error::MovedOn) => {}
                ended => return ended,
            }
        }
        Err(Error::MovedOn)
    }

    /// Opens the case anew, if its keys are still those that files were sealed to.
    pub(crate) async fn refresh(&self, case: &mut Case, today: Day) -> Result<()> {
        let fresh = self.open(case.checked.case(), today).await?;
        fresh.believed()?;
        if fresh.checked.keyring().hash() != case.checked.keyring().hash() {
            return Err(Error::MovedOn);
        }
        *case = fresh;
        Ok(())
    }

    async fn place(
        &self,
        case: &mut Case,
        written: Vec<Written>,
        uploads: &[Uploaded],
        today: Day,
        rng: &mut (impl CryptoRng + RngCore),
    ) -> Result<()> {
        let marks = Marks::of(&written);
        let Case { checked, roster, seen, version, .. } = case;
        let writer = Writer { person: self.person, signing: &self.keys.signing, roster, day: today };
        let items = written.into_iter().map(|one| checked.write(one, writer, rng)).collect::<std::result::Result<Vec<_>, _>>()?;
        let post = Post { keyring_version: *version, seen: *seen, items: &items, uploads, marks };
        let path = format!("api/v1/casework/cases/{}/items", checked.case());
        let answer: Result<PostAnswer> = self.connection.post_once(&path, &post).await;
        answer.map(|_| ()).map_err(moved_on)
    }

    /// Stores what was composed over the case as it is open here.
    pub(crate) async fn store(&self, case: &Case, items: &[ComposedItem]) -> Result<()> {
        let post = Post { keyring_version: case.version, seen: case.seen, items, uploads: &[], marks: Marks::of(&[]) };
        let path = format!("api/v1/casework/cases/{}/items", case.checked.case());
        let answer: Result<PostAnswer> = self.connection.post_once(&path, &post).await;
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
}
